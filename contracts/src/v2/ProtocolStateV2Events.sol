// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

/// @title What the protocol state tells of its markets. Names and types are those that deployed nodes filter by.
interface ProtocolStateV2Events {
    event DataMarketCreated(
        address indexed ownerAddress,
        uint8 epochSize,
        uint256 sourceChainId,
        uint256 sourceChainBlockTime,
        bool useBlockNumberAsEpochId,
        address protocolState,
        address dataMarketAddress
    );
    event EpochReleased(address indexed dataMarketAddress, uint256 indexed epochId, uint256 begin, uint256 end, uint256 timestamp);
    event DayStartedEvent(address indexed dataMarketAddress, uint256 dayId, uint256 timestamp);

    event SnapshotBatchSubmitted(address indexed dataMarketAddress, string batchCid, uint256 indexed epochId, uint256 timestamp);
    /// A batch after the window: the transaction succeeds, and nothing is stored.
    event DelayedBatchSubmitted(address indexed dataMarketAddress, string batchCid, uint256 indexed epochId, uint256 timestamp);
    event BatchSubmissionsCompleted(address indexed dataMarketAddress, uint256 indexed epochId, uint256 timestamp);
    event SnapshotBatchAttestationSubmitted(
        address indexed dataMarketAddress, string batchCid, uint256 indexed epochId, uint256 timestamp, address indexed validatorAddr
    );
    /// An attestation after the window, which does not count.
    event DelayedAttestationSubmitted(
        address indexed dataMarketAddress, string batchCid, uint256 indexed epochId, uint256 timestamp, address indexed validatorAddr
    );
    event SnapshotBatchFinalized(address indexed dataMarketAddress, uint256 indexed epochId, string indexed batchCid, uint256 timestamp);
    event SnapshotFinalized(
        address indexed dataMarketAddress, uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp
    );
    /// The batch is taken back: its projects can be submitted anew.
    event TriggerBatchResubmission(address indexed dataMarketAddress, uint256 indexed epochId, string indexed batchCid, uint256 timestamp);
    event ValidatorAttestationsInvalidated(
        address indexed dataMarketAddress, uint256 indexed epochId, string indexed batchCid, address validator, uint256 timestamp
    );

    event DailyTaskCompletedEvent(address indexed dataMarketAddress, address snapshotterAddress, uint256 slotId, uint256 dayId, uint256 timestamp);
    event RewardsDistributedEvent(
        address indexed dataMarketAddress, address snapshotterAddress, uint256 slotId, uint256 dayId, uint256 rewardPoints, uint256 timestamp
    );
    event RewardsClaimed(address indexed user, uint256 amount, uint256 timestamp);
    event EmergencyWithdraw(address indexed owner, uint256 amount, uint256 timestamp);

    event ValidatorsUpdated(address indexed dataMarketAddress, address validatorAddress, bool allowed);
    event SequencersUpdated(address indexed dataMarketAddress, address sequencerAddress, bool allowed);
    event AdminsUpdated(address indexed dataMarketAddress, address adminAddress, bool allowed);
    /// enableEpochId is the first epoch for which the change counts.
    event ProjectsUpdated(address indexed dataMarketAddress, string[] projects, bool[] status, uint256 enableEpochId);
    event ProjectTypeUpdated(address indexed dataMarketAddress, string projectType, bool allowed, uint256 enableEpochId);
}
