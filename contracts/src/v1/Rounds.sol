// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

/// @title What was submitted for one project in one epoch.
struct Round {
    /// The block time of the decision; 0 while there is none.
    uint64 finalizedAt;
    /// The project's newest finalized epoch when this one was decided.
    uint64 newestFinalized;
    /// How many agree on the leading CID, and how many submissions were counted.
    uint32 maxCount;
    uint32 received;
    /// Whether more than one CID has the highest count.
    bool tied;
    string cid;
    mapping(bytes32 => uint256) counts;
    mapping(address => bool) submitted;
}

library Rounds {
    /// @notice Counts a submission. The leading CID of a decided round stays.
    function count(Round storage round, string calldata cid) internal {
        bytes32 key = keccak256(bytes(cid));
        uint256 votes = ++round.counts[key];
        if (round.finalizedAt != 0) return;
        round.received++;
        uint256 most = round.maxCount;
        if (votes < most) return;
        if (votes == most) {
            round.tied = true;
            return;
        }

        round.maxCount = uint32(votes);
        round.tied = false;
        if (most == 0 || keccak256(bytes(round.cid)) != key) round.cid = cid;
    }

    /// @notice The one CID with the highest count; empty where there is none.
    function leader(Round storage round) internal view returns (string memory) {
        return round.tied ? "" : round.cid;
    }

    /// @notice Whether one CID leads alone, with at least so many submissions.
    function hasLeader(Round storage round, uint256 minimum) internal view returns (bool) {
        uint256 most = round.maxCount;
        return round.finalizedAt == 0 && !round.tied && most != 0 && most >= minimum;
    }
}
