// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

/// @title What the contract tells. Names and types are those that deployed nodes filter by.
interface ProtocolStateV1Events {
    event EpochReleased(uint256 indexed epochId, uint256 begin, uint256 end, uint256 timestamp);

    /// A submission within the window, which counts.
    event SnapshotSubmitted(address snapshotterAddr, string snapshotCid, uint256 indexed epochId, string projectId, uint256 timestamp);

    /// A submission after the window, which does not count.
    event DelayedSnapshotSubmitted(address snapshotterAddr, string snapshotCid, uint256 indexed epochId, string projectId, uint256 timestamp);

    /// Told to nodes that submit without a slot.
    event SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp);

    /// The same decision, told to nodes that submit with a slot: how many agreed, and how many took part.
    event SnapshotFinalized(
        uint256 indexed epochId,
        uint256 epochEnd,
        string projectId,
        string snapshotCid,
        uint256 finalizedSnapshotCount,
        uint256 totalReceivedCount,
        uint256 timestamp
    );

    /// enableEpochId is the first epoch for which the change counts.
    event ProjectsUpdated(string projectId, bool allowed, uint256 enableEpochId);
    event pretestProjectsUpdated(string projectId, bool allowed, uint256 enableEpochId);
    event allSnapshottersUpdated(address snapshotterAddress, bool allowed);
    event masterSnapshottersUpdated(address snapshotterAddress, bool allowed);
    event ValidatorsUpdated(address validatorAddress, bool allowed);
}
