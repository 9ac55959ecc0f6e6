// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {EpochLog, Epochs} from "../common/Epochs.sol";
import {Owned} from "../common/Owned.sol";
import {EpochClock} from "./EpochClock.sol";
import {Round, Rounds} from "./Rounds.sol";
import {Request, SlotRequest, SnapshotRequests} from "./SnapshotRequests.sol";

/// @title Decides, project by project, which snapshot of an epoch is final: every snapshotter's submission is a transaction.
/// @notice A snapshot is final once at least half of the snapshotters agree on it, or when the window is over and it leads alone;
/// in both cases only with a configured minimum of submissions.
contract ProtocolStateV1 is EpochClock, SnapshotRequests {
    using Epochs for EpochLog;
    using Rounds for Round;

    /// Blocks of this chain after an epoch's release in which submissions count.
    uint256 public snapshotSubmissionWindow = 1;
    uint256 public minSubmissionsForConsensus = 2;

    mapping(string => mapping(uint256 => Round)) private _rounds;
    mapping(string => uint256) public projectFirstEpochId;
    mapping(string => uint256) public lastFinalizedSnapshot;

    constructor(uint8 epochSize, uint256 sourceChainId, uint256 sourceChainBlockTime, bool useBlockNumberAsEpochId)
        Owned(msg.sender)
        EpochClock(epochSize, sourceChainId, sourceChainBlockTime, useBlockNumberAsEpochId)
    {}

    function updateSnapshotSubmissionWindow(uint256 newsnapshotSubmissionWindow) external onlyOwner {
        snapshotSubmissionWindow = newsnapshotSubmissionWindow;
    }

    function updateMinSnapshottersForConsensus(uint256 _minSubmissionsForConsensus) external onlyOwner {
        minSubmissionsForConsensus = _minSubmissionsForConsensus;
    }

    /// @notice Hands in a snapshot. Anybody may send the transaction; the signer of the request counts.
    function submitSnapshot(
        string calldata snapshotCid,
        uint256 epochId,
        string calldata projectId,
        Request calldata request,
        bytes calldata signature
    ) external {
        require(block.number < request.deadline, "deadline passed");
        require(_same(request.snapshotCid, snapshotCid) && request.epochId == epochId && _same(request.projectId, projectId), "request differs");
        _submit(snapshotCid, epochId, projectId, _signer(request, signature));
    }

    /// @notice The same from a node that holds a slot; the slot is signed and not looked up.
    function submitSnapshot(
        uint256 slotId,
        string calldata snapshotCid,
        uint256 epochId,
        string calldata projectId,
        SlotRequest calldata request,
        bytes calldata signature
    ) external {
        require(block.number < request.deadline, "deadline passed");
        require(
            request.slotId == slotId && _same(request.snapshotCid, snapshotCid) && request.epochId == epochId && _same(request.projectId, projectId),
            "request differs"
        );
        _submit(snapshotCid, epochId, projectId, _signer(request, signature));
    }

    /// @notice Whether a submission with these arguments would count as the signer's, apart from the epoch and earlier submissions.
    function verify(
        string calldata snapshotCid,
        uint256 epochId,
        string calldata projectId,
        Request calldata request,
        bytes calldata signature,
        address signer
    ) external view returns (bool) {
        return block.number < request.deadline && _same(request.snapshotCid, snapshotCid) && request.epochId == epochId && _same(request.projectId, projectId)
            && _signer(request, signature) == signer && _isElector(projectId, signer);
    }

    /// @notice The same for a node that holds a slot.
    function verify(
        uint256 slotId,
        string calldata snapshotCid,
        uint256 epochId,
        string calldata projectId,
        SlotRequest calldata request,
        bytes calldata signature,
        address signer
    ) external view returns (bool) {
        return block.number < request.deadline && request.slotId == slotId && _same(request.snapshotCid, snapshotCid) && request.epochId == epochId
            && _same(request.projectId, projectId) && _signer(request, signature) == signer && _isElector(projectId, signer);
    }

    /// @notice Whether the window is over and one CID leads alone with enough submissions, so that it can be made final.
    function checkDynamicConsensusSnapshot(string calldata projectId, uint256 epochId) public view returns (bool) {
        return _epochs.isReleased(epochId) && !_isOpen(epochId) && _rounds[projectId][epochId].hasLeader(minSubmissionsForConsensus);
    }

    /// @notice Makes the leading CID final after the window. Anybody may call; without a leader nothing happens.
    function forceCompleteConsensusSnapshot(string calldata projectId, uint256 epochId) external {
        _complete(projectId, epochId);
    }

    function snapshotStatus(string calldata projectId, uint256 epochId) external view returns (bool finalized, uint256 timestamp) {
        uint256 at = _rounds[projectId][epochId].finalizedAt;
        return (at != 0, at);
    }

    /// @notice The CID that leads alone or is final; empty where there is none.
    function maxSnapshotsCid(string calldata projectId, uint256 epochId) external view returns (string memory) {
        return _rounds[projectId][epochId].leader();
    }

    function maxSnapshotsCount(string calldata projectId, uint256 epochId) external view returns (uint256) {
        return _rounds[projectId][epochId].maxCount;
    }

    /// @notice The final CID; empty where there is none.
    function getFinalizedSnapshot(string calldata projectId, uint256 epochId) external view returns (string memory) {
        Round storage round = _rounds[projectId][epochId];
        return round.finalizedAt == 0 ? "" : round.cid;
    }

    /// @notice The project's newest finalized epoch at the time this one was decided; 0 while it is not.
    function currentFinalizedSnapshot(string calldata projectId, uint256 epochId) external view returns (uint256) {
        return _rounds[projectId][epochId].newestFinalized;
    }

    /// @notice Whether a snapshotter has submitted, in time or late.
    function snapshotsReceived(string calldata projectId, uint256 epochId, address snapshotter) external view returns (bool) {
        return _rounds[projectId][epochId].submitted[snapshotter];
    }

    /// @notice How many submitted this CID in time.
    function snapshotsReceivedCount(string calldata projectId, uint256 epochId, string calldata snapshotCid) external view returns (uint256) {
        return _rounds[projectId][epochId].counts[keccak256(bytes(snapshotCid))];
    }

    function _submit(string calldata snapshotCid, uint256 epochId, string calldata projectId, address signer) private {
        require(_isElector(projectId, signer), "signer not allowed");
        require(_epochs.isReleased(epochId), "unknown epoch");
        Round storage round = _rounds[projectId][epochId];
        require(!round.submitted[signer], "already submitted");
        round.submitted[signer] = true;

        if (!_isOpen(epochId)) {
            emit DelayedSnapshotSubmitted(signer, snapshotCid, epochId, projectId, block.timestamp);
            _complete(projectId, epochId);
            return;
        }

        if (projectFirstEpochId[projectId] == 0) projectFirstEpochId[projectId] = epochId;
        emit SnapshotSubmitted(signer, snapshotCid, epochId, projectId, block.timestamp);
        round.count(snapshotCid);
        if (round.hasLeader(minSubmissionsForConsensus) && uint256(round.maxCount) * 2 >= _electors(projectId)) _finalize(round, projectId, epochId);
    }

    function _complete(string calldata projectId, uint256 epochId) private {
        if (checkDynamicConsensusSnapshot(projectId, epochId)) _finalize(_rounds[projectId][epochId], projectId, epochId);
    }

    function _finalize(Round storage round, string calldata projectId, uint256 epochId) private {
        round.finalizedAt = uint64(block.timestamp);
        uint256 newest = lastFinalizedSnapshot[projectId];
        if (epochId > newest) lastFinalizedSnapshot[projectId] = newest = epochId;
        round.newestFinalized = uint64(newest);

        uint256 end = _epochs.info[epochId].epochEnd;
        string memory cid = round.cid;
        emit SnapshotFinalized(epochId, end, projectId, cid, block.timestamp);
        emit SnapshotFinalized(epochId, end, projectId, cid, round.maxCount, round.received, block.timestamp);
    }

    function _isOpen(uint256 epochId) private view returns (bool) {
        return block.number <= _epochs.info[epochId].blocknumber + snapshotSubmissionWindow;
    }

    function _same(string calldata left, string calldata right) private pure returns (bool) {
        return keccak256(bytes(left)) == keccak256(bytes(right));
    }
}
