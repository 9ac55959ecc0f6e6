// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {IOwned} from "../common/Owned.sol";

/// @title What may act on a market besides its owner and its epoch manager.
library Roles {
    uint8 internal constant VALIDATOR = 0;
    uint8 internal constant SEQUENCER = 1;
    uint8 internal constant ADMIN = 2;
    uint8 internal constant COUNT = 3;
}

/// @title What became of a snapshot that a sequencer submitted.
enum SnapshotStatus {
    PENDING,
    FINALIZED
}

/// @title What an attestation led to.
enum Verdict {
    LATE,
    COUNTED,
    FINALIZED,
    REJECTED
}

/// @title A verdict, with what is to be told of it.
struct Decision {
    Verdict verdict;
    uint256 epochEnd;
    /// The projects and CIDs that became final, in the order of the batch.
    string[] projects;
    string[] cids;
    /// The validators that attested something else.
    address[] divergent;
}

struct SlotInfo {
    uint256 slotId;
    address snapshotterAddress;
    uint256 rewardPoints;
    uint256 currentDaySnapshotCount;
}

/// @title The settings that a market starts with and that never change.
struct MarketTerms {
    address owner;
    uint8 epochSize;
    uint256 sourceChainId;
    uint256 sourceChainBlockTime;
    bool useBlockNumberAsEpochId;
    address protocolState;
}

interface IMarketSettings {
    function protocolState() external view returns (address);
    function EPOCH_SIZE() external view returns (uint8);
    function SOURCE_CHAIN_ID() external view returns (uint256);
    function SOURCE_CHAIN_BLOCK_TIME() external view returns (uint256);
    function USE_BLOCK_NUMBER_AS_EPOCH_ID() external view returns (bool);
    function DAY_SIZE() external view returns (uint256);
    function deploymentBlockNumber() external view returns (uint256);
    function epochManager() external view returns (address);
    function sequencerId() external view returns (string memory);
    function snapshotSubmissionWindow() external view returns (uint256);
    function batchSubmissionWindow() external view returns (uint256);
    function attestationSubmissionWindow() external view returns (uint256);
    function minAttestationsForConsensus() external view returns (uint256);
    function dailySnapshotQuota() external view returns (uint256);
    function rewardPoolSize() external view returns (uint256);
    function rewardsEnabled() external view returns (bool);
    function allowedProjectTypes(string calldata projectType) external view returns (bool);
    function projects(string calldata projectId) external view returns (bool);
    function members(uint8 role) external view returns (address[] memory);
    function isMember(uint8 role, address account) external view returns (bool);

    function updateAddresses(uint8 role, address[] calldata addresses, bool[] calldata status) external;
    function updateEpochManager(address account) external;
    function setSequencerId(string calldata id) external;
    function updateSnapshotSubmissionWindow(uint256 window) external;
    function updateBatchSubmissionWindow(uint256 window) external;
    function updateAttestationSubmissionWindow(uint256 window) external;
    function updateMinAttestationsForConsensus(uint256 minimum) external;
    function updateDailySnapshotQuota(uint256 quota) external;
    function updateRewardPoolSize(uint256 size) external;
    function updateDaySize(uint256 size) external;
    function toggleRewards() external;
    function updateProjects(string[] calldata ids, bool[] calldata status) external;
    function updateAllowedProjectType(string calldata projectType, bool allowed) external;
}

interface IMarketEpochs {
    function currentEpoch() external view returns (uint256 begin, uint256 end, uint256 epochId);
    function epochInfo(uint256 epochId) external view returns (uint256 timestamp, uint256 blocknumber, uint256 epochEnd);
    function epochsInADay() external view returns (uint256);
    function dayCounter() external view returns (uint256);

    /// @return epochId The epoch's id.
    /// @return dayId The day that begins with it; 0 when none does.
    function releaseEpoch(uint256 begin, uint256 end) external returns (uint256 epochId, uint256 dayId);
    function forceSkipEpoch(uint256 begin, uint256 end) external returns (uint256 epochId, uint256 dayId);
    function loadCurrentDay(uint256 day) external;
}

interface IMarketBatches {
    function snapshotStatus(string calldata projectId, uint256 epochId)
        external
        view
        returns (SnapshotStatus status, string memory snapshotCid, uint256 timestamp);
    function maxSnapshotsCid(string calldata projectId, uint256 epochId) external view returns (string memory snapshotCid, SnapshotStatus status);
    function projectFirstEpochId(string calldata projectId) external view returns (uint256);
    function lastFinalizedSnapshot(string calldata projectId) external view returns (uint256);
    function lastSequencerFinalizedSnapshot(string calldata projectId) external view returns (uint256);
    function epochIdToBatchCids(uint256 epochId) external view returns (string[] memory);
    function epochIdToBatchSubmissionsCompleted(uint256 epochId) external view returns (bool);
    function batchCidToProjects(string calldata batchCid) external view returns (string[] memory);
    function batchCidSequencerAttestation(string calldata batchCid) external view returns (bytes32);
    function batchCidAttestationStatus(string calldata batchCid) external view returns (bool);
    function batchCidDivergentValidators(string calldata batchCid, uint256 idx) external view returns (address);
    function attestationsReceived(string calldata batchCid, address validator) external view returns (bool);
    function attestationsReceivedCount(string calldata batchCid, bytes32 finalizedCidsRootHash) external view returns (uint256);
    function maxAttestationsCount(string calldata batchCid) external view returns (uint256);
    function maxAttestationFinalizedRootHash(string calldata batchCid) external view returns (bytes32);
    function checkDynamicConsensusAttestations(string calldata batchCid, uint256 epochId) external view returns (bool);

    /// @return Whether it was in time; a late batch leaves no trace.
    function submitSubmissionBatch(
        string calldata batchCid,
        uint256 epochId,
        string[] calldata projectIds,
        string[] calldata snapshotCids,
        bytes32 finalizedCidsRootHash
    ) external returns (bool);
    function endBatchSubmissions(uint256 epochId) external;
    function submitBatchAttestation(address validator, string calldata batchCid, uint256 epochId, bytes32 finalizedCidsRootHash)
        external
        returns (Decision memory);
    function forceCompleteConsensusAttestations(string calldata batchCid, uint256 epochId) external returns (Decision memory);
}

interface IMarketRewards {
    function slotSubmissionCount(uint256 slotId, uint256 dayId) external view returns (uint256);
    function slotRewardPoints(uint256 slotId) external view returns (uint256);
    function eligibleNodesForDay(uint256 dayId) external view returns (uint256);
    function slotsRemainingToBeRewardedCount(uint256 dayId) external view returns (uint256);
    function slotRewardsDistributedStatus(uint256 dayId, uint256 slotId) external view returns (bool);
    function checkSlotTaskStatusForDay(uint256 slotId, uint256 day) external view returns (bool);

    function updateEligibleNodesForDay(uint256 day, uint256 eligibleNodes) external;

    /// @return completed Whether the slot has now reached the quota of the day, and had not before.
    /// @return points What it earned by that; at most once a day.
    function updateRewards(uint256 slotId, uint256 submissions, uint256 day) external returns (bool completed, uint256 points);
    function loadSlotSubmissions(uint256 slotId, uint256 dayId, uint256 snapshotCount) external;
}

/// @title The state of one market. Everything that changes it comes from the protocol state, which has checked who asks.
interface IDataMarket is IOwned, IMarketSettings, IMarketEpochs, IMarketBatches, IMarketRewards {}
