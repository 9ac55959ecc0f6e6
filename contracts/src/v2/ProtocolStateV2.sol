// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {Owned} from "../common/Owned.sol";
import {IDataMarket, Roles, SlotInfo, SnapshotStatus} from "./IDataMarket.sol";
import {MarketAdministration} from "./MarketAdministration.sol";
import {Rewards} from "./Rewards.sol";

/// @title The one door to all markets: who calls is checked here, events come from here, and each call names its market.
contract ProtocolStateV2 is MarketAdministration, Rewards {
    constructor() Owned(msg.sender) {}

    function EPOCH_SIZE(IDataMarket dataMarket) external view returns (uint8) {
        return _known(dataMarket).EPOCH_SIZE();
    }

    function SOURCE_CHAIN_ID(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).SOURCE_CHAIN_ID();
    }

    function SOURCE_CHAIN_BLOCK_TIME(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).SOURCE_CHAIN_BLOCK_TIME();
    }

    function USE_BLOCK_NUMBER_AS_EPOCH_ID(IDataMarket dataMarket) external view returns (bool) {
        return _known(dataMarket).USE_BLOCK_NUMBER_AS_EPOCH_ID();
    }

    function DAY_SIZE(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).DAY_SIZE();
    }

    function deploymentBlockNumber(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).deploymentBlockNumber();
    }

    function epochsInADay(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).epochsInADay();
    }

    function dayCounter(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).dayCounter();
    }

    function currentEpoch(IDataMarket dataMarket) external view returns (uint256 begin, uint256 end, uint256 epochId) {
        return _known(dataMarket).currentEpoch();
    }

    function epochInfo(IDataMarket dataMarket, uint256 epochId)
        external
        view
        returns (uint256 timestamp, uint256 blocknumber, uint256 epochEnd)
    {
        return _known(dataMarket).epochInfo(epochId);
    }

    function epochManager(IDataMarket dataMarket) external view returns (address) {
        return _known(dataMarket).epochManager();
    }

    function getEpochManager(IDataMarket dataMarket) external view returns (address) {
        return _known(dataMarket).epochManager();
    }

    function getSequencerId(IDataMarket dataMarket) external view returns (string memory) {
        return _known(dataMarket).sequencerId();
    }

    function getSequencers(IDataMarket dataMarket) external view returns (address[] memory) {
        return _known(dataMarket).members(Roles.SEQUENCER);
    }

    function getValidators(IDataMarket dataMarket) external view returns (address[] memory) {
        return _known(dataMarket).members(Roles.VALIDATOR);
    }

    function getTotalSequencersCount(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).members(Roles.SEQUENCER).length;
    }

    function getTotalValidatorsCount(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).members(Roles.VALIDATOR).length;
    }

    function snapshotSubmissionWindow(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).snapshotSubmissionWindow();
    }

    function batchSubmissionWindow(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).batchSubmissionWindow();
    }

    function attestationSubmissionWindow(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).attestationSubmissionWindow();
    }

    function minAttestationsForConsensus(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).minAttestationsForConsensus();
    }

    function dailySnapshotQuota(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).dailySnapshotQuota();
    }

    function rewardPoolSize(IDataMarket dataMarket) external view returns (uint256) {
        return _known(dataMarket).rewardPoolSize();
    }

    function rewardsEnabled(IDataMarket dataMarket) external view returns (bool) {
        return _known(dataMarket).rewardsEnabled();
    }

    function allowedProjectTypes(IDataMarket dataMarket, string calldata projectType) external view returns (bool) {
        return _known(dataMarket).allowedProjectTypes(projectType);
    }

    /// @notice What a sequencer submitted for a project, and whether validators have made it final; zeros where it submitted nothing,
    /// or was refuted.
    function snapshotStatus(IDataMarket dataMarket, string calldata projectId, uint256 epochId)
        external
        view
        returns (SnapshotStatus status, string memory snapshotCid, uint256 timestamp)
    {
        return _known(dataMarket).snapshotStatus(projectId, epochId);
    }

    /// @notice The same without the time. A reader that expects the CID alone finds it.
    function maxSnapshotsCid(IDataMarket dataMarket, string calldata projectId, uint256 epochId)
        external
        view
        returns (string memory snapshotCid, SnapshotStatus status)
    {
        return _known(dataMarket).maxSnapshotsCid(projectId, epochId);
    }

    function projectFirstEpochId(IDataMarket dataMarket, string calldata projectId) external view returns (uint256) {
        return _known(dataMarket).projectFirstEpochId(projectId);
    }

    function lastFinalizedSnapshot(IDataMarket dataMarket, string calldata projectId) external view returns (uint256) {
        return _known(dataMarket).lastFinalizedSnapshot(projectId);
    }

    function lastSequencerFinalizedSnapshot(IDataMarket dataMarket, string calldata projectId) external view returns (uint256) {
        return _known(dataMarket).lastSequencerFinalizedSnapshot(projectId);
    }

    function epochIdToBatchCids(IDataMarket dataMarket, uint256 epochId) external view returns (string[] memory) {
        return _known(dataMarket).epochIdToBatchCids(epochId);
    }

    function batchCidToProjects(IDataMarket dataMarket, string calldata batchCid) external view returns (string[] memory) {
        return _known(dataMarket).batchCidToProjects(batchCid);
    }

    function batchCidSequencerAttestation(IDataMarket dataMarket, string calldata batchCid) external view returns (bytes32) {
        return _known(dataMarket).batchCidSequencerAttestation(batchCid);
    }

    function batchCidAttestationStatus(IDataMarket dataMarket, string calldata batchCid) external view returns (bool) {
        return _known(dataMarket).batchCidAttestationStatus(batchCid);
    }

    function batchCidDivergentValidators(IDataMarket dataMarket, string calldata batchCid, uint256 idx) external view returns (address) {
        return _known(dataMarket).batchCidDivergentValidators(batchCid, idx);
    }

    function attestationsReceived(IDataMarket dataMarket, string calldata batchCid, address validator) external view returns (bool) {
        return _known(dataMarket).attestationsReceived(batchCid, validator);
    }

    function attestationsReceivedCount(IDataMarket dataMarket, string calldata batchCid, bytes32 finalizedCidsRootHash)
        external
        view
        returns (uint256)
    {
        return _known(dataMarket).attestationsReceivedCount(batchCid, finalizedCidsRootHash);
    }

    function maxAttestationsCount(IDataMarket dataMarket, string calldata batchCid) external view returns (uint256) {
        return _known(dataMarket).maxAttestationsCount(batchCid);
    }

    function maxAttestationFinalizedRootHash(IDataMarket dataMarket, string calldata batchCid) external view returns (bytes32) {
        return _known(dataMarket).maxAttestationFinalizedRootHash(batchCid);
    }

    function checkDynamicConsensusAttestations(IDataMarket dataMarket, string calldata batchCid, uint256 epochId) external view returns (bool) {
        return _known(dataMarket).checkDynamicConsensusAttestations(batchCid, epochId);
    }

    function slotSubmissionCount(IDataMarket dataMarket, uint256 slotId, uint256 dayId) external view returns (uint256) {
        return _known(dataMarket).slotSubmissionCount(slotId, dayId);
    }

    function slotRewardPoints(IDataMarket dataMarket, uint256 slotId) external view returns (uint256) {
        return _known(dataMarket).slotRewardPoints(slotId);
    }

    function checkSlotTaskStatusForDay(IDataMarket dataMarket, uint256 slotId, uint256 day) external view returns (bool) {
        return _known(dataMarket).checkSlotTaskStatusForDay(slotId, day);
    }

    function getSlotInfo(IDataMarket dataMarket, uint256 slotId) external view returns (SlotInfo memory) {
        IDataMarket market = _known(dataMarket);
        return SlotInfo(
            slotId,
            snapshotterState.nodeSnapshotterMapping(slotId),
            market.slotRewardPoints(slotId),
            market.slotSubmissionCount(slotId, market.dayCounter())
        );
    }

    function slotSnapshotterMapping(uint256 slotId) external view returns (address) {
        return snapshotterState.nodeSnapshotterMapping(slotId);
    }

    function allSnapshotters(address addr) external view returns (bool) {
        return snapshotterState.allSnapshotters(addr);
    }

    function getTotalSnapshotterCount() external view returns (uint256) {
        return snapshotterState.snapshotterCount();
    }

    function getTotalNodeCount() external view returns (uint256) {
        return snapshotterState.nodeCount();
    }

    function slotCounter() external view returns (uint256) {
        return snapshotterState.nodeCount();
    }
}
