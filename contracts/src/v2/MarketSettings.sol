// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {AddressSet, AddressSets} from "../common/AddressSet.sol";
import {Owned} from "../common/Owned.sol";
import {IMarketSettings, MarketTerms, Roles} from "./IDataMarket.sol";

/// @title What a market is set to, and who may act on it.
abstract contract MarketSettings is Owned, IMarketSettings {
    using AddressSets for AddressSet;

    address public immutable protocolState;
    uint8 public immutable EPOCH_SIZE;
    uint256 public immutable SOURCE_CHAIN_ID;
    /// Seconds times 10^4, as DAY_SIZE.
    uint256 public immutable SOURCE_CHAIN_BLOCK_TIME;
    bool public immutable USE_BLOCK_NUMBER_AS_EPOCH_ID;
    uint256 public immutable deploymentBlockNumber;

    uint256 public DAY_SIZE = 86_400 * 10_000;
    address public epochManager;
    string public sequencerId;

    /// Blocks of this chain after an epoch's release.
    uint256 public snapshotSubmissionWindow = 120;
    uint256 public batchSubmissionWindow = 240;
    uint256 public attestationSubmissionWindow = 360;

    uint256 public minAttestationsForConsensus = 2;
    uint256 public dailySnapshotQuota = 1000;
    /// Wei that the eligible slots of a day share.
    uint256 public rewardPoolSize;
    bool public rewardsEnabled = true;

    mapping(string => bool) public allowedProjectTypes;
    mapping(string => bool) public projects;
    mapping(uint8 => AddressSet) private _members;

    constructor(MarketTerms memory terms) Owned(terms.owner) {
        require(terms.epochSize != 0 && (terms.epochSize == 1 || !terms.useBlockNumberAsEpochId), "E10");
        require(terms.sourceChainBlockTime != 0, "E45");
        protocolState = terms.protocolState;
        EPOCH_SIZE = terms.epochSize;
        SOURCE_CHAIN_ID = terms.sourceChainId;
        SOURCE_CHAIN_BLOCK_TIME = terms.sourceChainBlockTime;
        USE_BLOCK_NUMBER_AS_EPOCH_ID = terms.useBlockNumberAsEpochId;
        deploymentBlockNumber = block.number;
    }

    modifier onlyProtocolState() {
        require(msg.sender == protocolState, "E44");
        _;
    }

    function updateAddresses(uint8 role, address[] calldata addresses, bool[] calldata status) external onlyProtocolState {
        require(role < Roles.COUNT, "E45");
        require(addresses.length == status.length, "E19");
        for (uint256 i = 0; i < addresses.length; i++) _members[role].put(addresses[i], status[i]);
    }

    function updateEpochManager(address account) external onlyProtocolState {
        epochManager = account;
    }

    function setSequencerId(string calldata id) external onlyProtocolState {
        sequencerId = id;
    }

    function updateSnapshotSubmissionWindow(uint256 window) external onlyProtocolState {
        require(window != 0, "E45");
        snapshotSubmissionWindow = window;
    }

    function updateBatchSubmissionWindow(uint256 window) external onlyProtocolState {
        require(window > snapshotSubmissionWindow, "E41");
        batchSubmissionWindow = window;
    }

    function updateAttestationSubmissionWindow(uint256 window) external onlyProtocolState {
        require(window > batchSubmissionWindow, "E42");
        attestationSubmissionWindow = window;
    }

    function updateMinAttestationsForConsensus(uint256 minimum) external onlyProtocolState {
        minAttestationsForConsensus = minimum;
    }

    function updateDailySnapshotQuota(uint256 quota) external onlyProtocolState {
        dailySnapshotQuota = quota;
    }

    function updateRewardPoolSize(uint256 size) external onlyProtocolState {
        rewardPoolSize = size;
    }

    function updateDaySize(uint256 size) external onlyProtocolState {
        require(size != 0, "E45");
        DAY_SIZE = size;
    }

    function toggleRewards() external onlyProtocolState {
        rewardsEnabled = !rewardsEnabled;
    }

    function updateProjects(string[] calldata ids, bool[] calldata status) external onlyProtocolState {
        require(ids.length == status.length, "E19");
        for (uint256 i = 0; i < ids.length; i++) projects[ids[i]] = status[i];
    }

    function updateAllowedProjectType(string calldata projectType, bool allowed) external onlyProtocolState {
        allowedProjectTypes[projectType] = allowed;
    }

    function members(uint8 role) public view returns (address[] memory) {
        return _members[role].items;
    }

    function isMember(uint8 role, address account) external view returns (bool) {
        return _members[role].contains(account);
    }

    function _count(uint8 role) internal view returns (uint256) {
        return _members[role].items.length;
    }
}
