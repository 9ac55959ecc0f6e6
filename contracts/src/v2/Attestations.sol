// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

enum BatchState {
    NONE,
    PENDING,
    FINALIZED,
    REJECTED
}

/// @title A batch, and what validators attested of it.
struct Batch {
    BatchState state;
    uint64 epochId;
    /// The highest number of validators that agree.
    uint32 maxCount;
    /// The root over the CIDs as the sequencer has it.
    bytes32 root;
    /// The root that has the highest number alone; zero where several have it.
    bytes32 maxRoot;
    string[] projects;
    mapping(bytes32 => uint256) counts;
    /// All that attested, in time or late.
    mapping(address => bool) received;
    /// Those that attested in time, and what.
    address[] attestors;
    mapping(address => bytes32) attested;
    /// Those whose root is not the one decided.
    address[] divergent;
}

library Attestations {
    /// @notice Counts an attestation. What led when the batch was decided stays.
    function count(Batch storage batch, address validator, bytes32 root) internal {
        batch.attestors.push(validator);
        batch.attested[validator] = root;
        uint256 votes = ++batch.counts[root];
        if (batch.state != BatchState.PENDING || votes < batch.maxCount) return;
        batch.maxRoot = votes == batch.maxCount ? bytes32(0) : root;
        batch.maxCount = uint32(votes);
    }

    /// @notice Whether one root leads alone, with at least so many attestations.
    function hasLeader(Batch storage batch, uint256 minimum) internal view returns (bool) {
        return batch.maxRoot != 0 && batch.maxCount >= minimum;
    }

    /// @notice Notes all that attested another root.
    function divergeFrom(Batch storage batch, bytes32 decided) internal returns (address[] memory) {
        uint256 total = batch.attestors.length;
        for (uint256 i = 0; i < total; i++) {
            address validator = batch.attestors[i];
            if (batch.attested[validator] != decided) batch.divergent.push(validator);
        }

        return batch.divergent;
    }

    /// @notice Notes one that attested another root than the final one, after the decision.
    function diverges(Batch storage batch, address validator, bytes32 root) internal returns (address[] memory late) {
        if (root == batch.root) return late;
        batch.divergent.push(validator);
        late = new address[](1);
        late[0] = validator;
    }
}
