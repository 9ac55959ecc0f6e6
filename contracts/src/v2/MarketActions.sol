// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {Decision, IDataMarket, Roles, Verdict} from "./IDataMarket.sol";
import {Markets} from "./Markets.sol";

/// @title An epoch on its way: released, its batches submitted, attested and final.
abstract contract MarketActions is Markets {
    function releaseEpoch(IDataMarket dataMarket, uint256 begin, uint256 end) external {
        require(dataMarketEnabled(address(dataMarket)), "E02");
        require(dataMarket.epochManager() == msg.sender, "E05");
        (uint256 epochId, uint256 dayId) = dataMarket.releaseEpoch(begin, end);
        _tellEpoch(dataMarket, epochId, dayId, begin, end);
    }

    /// @notice Releases an epoch further on, leaving out whole epochs.
    function forceSkipEpoch(IDataMarket dataMarket, uint256 begin, uint256 end) external {
        require(dataMarketEnabled(address(dataMarket)), "E02");
        (uint256 epochId, uint256 dayId) = _owned(dataMarket).forceSkipEpoch(begin, end);
        _tellEpoch(dataMarket, epochId, dayId, begin, end);
    }

    function submitSubmissionBatch(
        IDataMarket dataMarket,
        string calldata batchCid,
        uint256 epochId,
        string[] calldata projectIds,
        string[] calldata snapshotCids,
        bytes32 finalizedCidsRootHash
    ) external {
        _requireSequencer(dataMarket);
        if (dataMarket.submitSubmissionBatch(batchCid, epochId, projectIds, snapshotCids, finalizedCidsRootHash)) {
            emit SnapshotBatchSubmitted(address(dataMarket), batchCid, epochId, block.timestamp);
        } else {
            emit DelayedBatchSubmitted(address(dataMarket), batchCid, epochId, block.timestamp);
        }
    }

    /// @notice Says that no batch of the epoch is to follow.
    function endBatchSubmissions(IDataMarket dataMarket, uint256 epochId) external {
        _requireSequencer(dataMarket);
        dataMarket.endBatchSubmissions(epochId);
        emit BatchSubmissionsCompleted(address(dataMarket), epochId, block.timestamp);
    }

    function submitBatchAttestation(IDataMarket dataMarket, string calldata batchCid, uint256 epochId, bytes32 finalizedCidsRootHash) external {
        require(_known(dataMarket).isMember(Roles.VALIDATOR, msg.sender), "E01");
        Decision memory decision = dataMarket.submitBatchAttestation(msg.sender, batchCid, epochId, finalizedCidsRootHash);
        if (decision.verdict == Verdict.LATE) {
            emit DelayedAttestationSubmitted(address(dataMarket), batchCid, epochId, block.timestamp, msg.sender);
            return;
        }

        emit SnapshotBatchAttestationSubmitted(address(dataMarket), batchCid, epochId, block.timestamp, msg.sender);
        _tellDecision(dataMarket, batchCid, epochId, decision);
    }

    /// @notice Decides a batch after its window, by the market's owner.
    function forceCompleteConsensusAttestations(IDataMarket dataMarket, string calldata batchCid, uint256 epochId) external {
        _tellDecision(dataMarket, batchCid, epochId, _owned(dataMarket).forceCompleteConsensusAttestations(batchCid, epochId));
    }

    function _requireSequencer(IDataMarket dataMarket) internal view {
        require(_known(dataMarket).isMember(Roles.SEQUENCER, msg.sender), "E04");
    }

    function _tellEpoch(IDataMarket dataMarket, uint256 epochId, uint256 dayId, uint256 begin, uint256 end) private {
        emit EpochReleased(address(dataMarket), epochId, begin, end, block.timestamp);
        if (dayId != 0) emit DayStartedEvent(address(dataMarket), dayId, block.timestamp);
    }

    function _tellDecision(IDataMarket dataMarket, string calldata batchCid, uint256 epochId, Decision memory decision) private {
        if (decision.verdict == Verdict.FINALIZED) {
            emit SnapshotBatchFinalized(address(dataMarket), epochId, batchCid, block.timestamp);
            for (uint256 i = 0; i < decision.projects.length; i++) {
                emit SnapshotFinalized(address(dataMarket), epochId, decision.epochEnd, decision.projects[i], decision.cids[i], block.timestamp);
            }
        } else if (decision.verdict == Verdict.REJECTED) {
            emit TriggerBatchResubmission(address(dataMarket), epochId, batchCid, block.timestamp);
        }

        for (uint256 i = 0; i < decision.divergent.length; i++) {
            emit ValidatorAttestationsInvalidated(address(dataMarket), epochId, batchCid, decision.divergent[i], block.timestamp);
        }
    }
}
