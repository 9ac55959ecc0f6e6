// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

/// @title The newest epoch: source-chain blocks [begin, end].
struct Epoch {
    uint64 begin;
    uint64 end;
    uint64 epochId;
}

/// @title When an epoch was released on this chain, and where it ends on the source chain.
struct EpochInfo {
    uint64 timestamp;
    uint64 blocknumber;
    uint64 epochEnd;
}

struct EpochLog {
    Epoch current;
    mapping(uint256 => EpochInfo) info;
}

/// @title How epochs follow one another: each has the same size, begins where the last one ended, and has the next id;
/// or the number of its one block as id.
library Epochs {
    /// @notice Appends the next epoch.
    function release(EpochLog storage log, uint256 begin, uint256 end, uint256 size, bool idIsBlock) internal returns (uint256) {
        checkSize(begin, end, size);
        Epoch memory current = log.current;
        require(current.epochId == 0 || begin == uint256(current.end) + 1, "E22");
        return append(log, begin, end, idIsBlock ? end : uint256(current.epochId) + 1);
    }

    /// @notice Appends an epoch further on; the ids of those left out are never used.
    function skip(EpochLog storage log, uint256 begin, uint256 end, uint256 size, bool idIsBlock) internal returns (uint256) {
        checkSize(begin, end, size);
        Epoch memory current = log.current;
        uint256 steps = 1;
        if (current.epochId != 0) {
            require(begin > current.end && (end - current.end) % size == 0, "E22");
            steps = (end - current.end) / size;
        }

        return append(log, begin, end, idIsBlock ? end : uint256(current.epochId) + steps);
    }

    function isReleased(EpochLog storage log, uint256 epochId) internal view returns (bool) {
        return log.info[epochId].timestamp != 0;
    }

    function checkSize(uint256 begin, uint256 end, uint256 size) private pure {
        require(begin <= end && end <= type(uint64).max, "E20");
        require(end - begin + 1 == size, "E21");
    }

    function append(EpochLog storage log, uint256 begin, uint256 end, uint256 epochId) private returns (uint256) {
        log.current = Epoch(uint64(begin), uint64(end), uint64(epochId));
        log.info[epochId] = EpochInfo(uint64(block.timestamp), uint64(block.number), uint64(end));
        return epochId;
    }
}
