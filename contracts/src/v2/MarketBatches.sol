// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {EpochInfo, EpochLog, Epochs} from "../common/Epochs.sol";
import {Attestations, Batch, BatchState} from "./Attestations.sol";
import {Decision, IMarketBatches, Roles, SnapshotStatus, Verdict} from "./IDataMarket.sol";
import {MarketEpochs} from "./MarketEpochs.sol";

/// @title Batches of snapshots, and what validators make of them.
/// @notice A batch is final once more than half of the validators attest the sequencer's root. When they agree on another root, the batch
/// is taken back: its projects can be submitted anew, and the windows of the epoch begin again.
abstract contract MarketBatches is MarketEpochs, IMarketBatches {
    using Attestations for Batch;
    using Epochs for EpochLog;

    struct Snapshot {
        SnapshotStatus status;
        uint64 timestamp;
        string cid;
    }

    mapping(string => uint256) public projectFirstEpochId;
    mapping(string => uint256) public lastFinalizedSnapshot;
    /// The newest epoch for which a sequencer submitted the project, whatever became of it.
    mapping(string => uint256) public lastSequencerFinalizedSnapshot;
    mapping(uint256 => bool) public epochIdToBatchSubmissionsCompleted;

    mapping(string => mapping(uint256 => Snapshot)) private _snapshots;
    mapping(string => Batch) private _batches;
    mapping(uint256 => string[]) private _batchCids;
    /// The block at which a batch of the epoch was last taken back.
    mapping(uint256 => uint256) private _reopenedAt;

    function submitSubmissionBatch(
        string calldata batchCid,
        uint256 epochId,
        string[] calldata projectIds,
        string[] calldata snapshotCids,
        bytes32 finalizedCidsRootHash
    ) external onlyProtocolState returns (bool) {
        if (!_epochs.isReleased(epochId) || _isOver(epochId, batchSubmissionWindow)) return false;
        require(projectIds.length == snapshotCids.length, "E23");
        require(projectIds.length != 0, "E24");
        require(finalizedCidsRootHash != 0, "E45");
        require(!epochIdToBatchSubmissionsCompleted[epochId], "E43");
        Batch storage batch = _batches[batchCid];
        for (uint256 i = 0; i < projectIds.length; i++) {
            _propose(projectIds[i], epochId, snapshotCids[i]);
            batch.projects.push(projectIds[i]);
        }

        // After the loop, so that a batch that is sent twice fails as in deployed contracts: its snapshots exist.
        require(batch.state == BatchState.NONE, "E49");
        batch.state = BatchState.PENDING;
        batch.epochId = uint64(epochId);
        batch.root = finalizedCidsRootHash;
        _batchCids[epochId].push(batchCid);
        return true;
    }

    function endBatchSubmissions(uint256 epochId) external onlyProtocolState {
        require(!epochIdToBatchSubmissionsCompleted[epochId], "E39");
        epochIdToBatchSubmissionsCompleted[epochId] = true;
    }

    function submitBatchAttestation(address validator, string calldata batchCid, uint256 epochId, bytes32 finalizedCidsRootHash)
        external
        onlyProtocolState
        returns (Decision memory decision)
    {
        Batch storage batch = _standing(batchCid, epochId);
        require(!batch.received[validator], "E40");
        batch.received[validator] = true;
        if (_isOver(epochId, attestationSubmissionWindow)) return decision;

        batch.count(validator, finalizedCidsRootHash);
        if (batch.state == BatchState.FINALIZED) {
            decision.verdict = Verdict.COUNTED;
            decision.divergent = batch.diverges(validator, finalizedCidsRootHash);
            return decision;
        }

        bool agreed = batch.maxRoot == finalizedCidsRootHash && batch.hasLeader(minAttestationsForConsensus)
            && uint256(batch.maxCount) * 2 > _count(Roles.VALIDATOR);
        if (!agreed) {
            decision.verdict = Verdict.COUNTED;
            return decision;
        }

        return _decide(batch, batchCid, epochId);
    }

    /// @notice Decides after the window by the root that leads; without one the batch is taken back.
    function forceCompleteConsensusAttestations(string calldata batchCid, uint256 epochId) external onlyProtocolState returns (Decision memory) {
        Batch storage batch = _standing(batchCid, epochId);
        require(batch.state == BatchState.PENDING, "E51");
        require(_isOver(epochId, attestationSubmissionWindow), "E50");
        return batch.hasLeader(minAttestationsForConsensus) ? _decide(batch, batchCid, epochId) : _takeBack(batch, batchCid, epochId, false);
    }

    function checkDynamicConsensusAttestations(string calldata batchCid, uint256 epochId) external view returns (bool) {
        Batch storage batch = _batches[batchCid];
        return batch.state == BatchState.PENDING && batch.epochId == epochId && _isOver(epochId, attestationSubmissionWindow)
            && batch.hasLeader(minAttestationsForConsensus);
    }

    function snapshotStatus(string calldata projectId, uint256 epochId)
        external
        view
        returns (SnapshotStatus status, string memory snapshotCid, uint256 timestamp)
    {
        Snapshot storage snapshot = _snapshots[projectId][epochId];
        return (snapshot.status, snapshot.cid, snapshot.timestamp);
    }

    function maxSnapshotsCid(string calldata projectId, uint256 epochId) external view returns (string memory snapshotCid, SnapshotStatus status) {
        Snapshot storage snapshot = _snapshots[projectId][epochId];
        return (snapshot.cid, snapshot.status);
    }

    function epochIdToBatchCids(uint256 epochId) external view returns (string[] memory) {
        return _batchCids[epochId];
    }

    function batchCidToProjects(string calldata batchCid) external view returns (string[] memory) {
        return _batches[batchCid].projects;
    }

    function batchCidSequencerAttestation(string calldata batchCid) external view returns (bytes32) {
        return _batches[batchCid].root;
    }

    function batchCidAttestationStatus(string calldata batchCid) external view returns (bool) {
        return _batches[batchCid].state == BatchState.FINALIZED;
    }

    function batchCidDivergentValidators(string calldata batchCid, uint256 idx) external view returns (address) {
        return _batches[batchCid].divergent[idx];
    }

    function attestationsReceived(string calldata batchCid, address validator) external view returns (bool) {
        return _batches[batchCid].received[validator];
    }

    function attestationsReceivedCount(string calldata batchCid, bytes32 finalizedCidsRootHash) external view returns (uint256) {
        return _batches[batchCid].counts[finalizedCidsRootHash];
    }

    function maxAttestationsCount(string calldata batchCid) external view returns (uint256) {
        return _batches[batchCid].maxCount;
    }

    function maxAttestationFinalizedRootHash(string calldata batchCid) external view returns (bytes32) {
        return _batches[batchCid].maxRoot;
    }

    function _propose(string calldata projectId, uint256 epochId, string calldata cid) private {
        Snapshot storage snapshot = _snapshots[projectId][epochId];
        require(snapshot.timestamp == 0, "E25");
        snapshot.timestamp = uint64(block.timestamp);
        snapshot.cid = cid;
        if (projectFirstEpochId[projectId] == 0) projectFirstEpochId[projectId] = epochId;
        if (epochId > lastSequencerFinalizedSnapshot[projectId]) lastSequencerFinalizedSnapshot[projectId] = epochId;
    }

    function _decide(Batch storage batch, string calldata batchCid, uint256 epochId) private returns (Decision memory decision) {
        if (batch.maxRoot != batch.root) return _takeBack(batch, batchCid, epochId, true);
        batch.state = BatchState.FINALIZED;
        string[] memory ids = batch.projects;
        string[] memory cids = new string[](ids.length);
        for (uint256 i = 0; i < ids.length; i++) {
            Snapshot storage snapshot = _snapshots[ids[i]][epochId];
            snapshot.status = SnapshotStatus.FINALIZED;
            snapshot.timestamp = uint64(block.timestamp);
            cids[i] = snapshot.cid;
            if (epochId > lastFinalizedSnapshot[ids[i]]) lastFinalizedSnapshot[ids[i]] = epochId;
        }

        return Decision(Verdict.FINALIZED, _epochs.info[epochId].epochEnd, ids, cids, batch.divergeFrom(batch.root));
    }

    function _takeBack(Batch storage batch, string calldata batchCid, uint256 epochId, bool agreed) private returns (Decision memory decision) {
        batch.state = BatchState.REJECTED;
        uint256 count = batch.projects.length;
        for (uint256 i = 0; i < count; i++) delete _snapshots[batch.projects[i]][epochId];
        delete batch.projects;
        _remove(_batchCids[epochId], keccak256(bytes(batchCid)));
        epochIdToBatchSubmissionsCompleted[epochId] = false;
        _reopenedAt[epochId] = block.number;
        decision.verdict = Verdict.REJECTED;
        if (agreed) decision.divergent = batch.divergeFrom(batch.maxRoot);
    }

    function _remove(string[] storage items, bytes32 item) private {
        uint256 last = items.length - 1;
        for (uint256 i = 0; i < last; i++) {
            if (keccak256(bytes(items[i])) != item) continue;
            items[i] = items[last];
            break;
        }

        items.pop();
    }

    function _standing(string calldata batchCid, uint256 epochId) private view returns (Batch storage batch) {
        batch = _batches[batchCid];
        require(batch.epochId == epochId && (batch.state == BatchState.PENDING || batch.state == BatchState.FINALIZED), "E26");
    }

    function _isOver(uint256 epochId, uint256 window) private view returns (bool) {
        uint256 released = _epochs.info[epochId].blocknumber;
        uint256 reopened = _reopenedAt[epochId];
        return block.number > (reopened > released ? reopened : released) + window;
    }
}
