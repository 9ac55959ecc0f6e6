// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {Epochs, EpochLog, EpochInfo, Epoch} from "../common/Epochs.sol";
import {Members} from "./Members.sol";

/// @title Releases epochs of the source chain.
abstract contract EpochClock is Members {
    using Epochs for EpochLog;

    /// Source-chain blocks of an epoch.
    uint8 public immutable EPOCH_SIZE;
    uint256 public immutable SOURCE_CHAIN_ID;
    /// Seconds times 10^4.
    uint256 public immutable SOURCE_CHAIN_BLOCK_TIME;
    bool public immutable USE_BLOCK_NUMBER_AS_EPOCH_ID;

    EpochLog internal _epochs;

    constructor(uint8 epochSize, uint256 sourceChainId, uint256 sourceChainBlockTime, bool useBlockNumberAsEpochId) {
        require(epochSize != 0 && (epochSize == 1 || !useBlockNumberAsEpochId), "E10");
        EPOCH_SIZE = epochSize;
        SOURCE_CHAIN_ID = sourceChainId;
        SOURCE_CHAIN_BLOCK_TIME = sourceChainBlockTime;
        USE_BLOCK_NUMBER_AS_EPOCH_ID = useBlockNumberAsEpochId;
    }

    /// @notice Releases the next epoch.
    function releaseEpoch(uint256 begin, uint256 end) external onlyOwnerOrValidator {
        uint256 epochId = _epochs.release(begin, end, EPOCH_SIZE, USE_BLOCK_NUMBER_AS_EPOCH_ID);
        emit EpochReleased(epochId, begin, end, block.timestamp);
    }

    /// @notice Releases an epoch further on, leaving out whole epochs.
    function forceSkipEpoch(uint256 begin, uint256 end) external onlyOwner {
        uint256 epochId = _epochs.skip(begin, end, EPOCH_SIZE, USE_BLOCK_NUMBER_AS_EPOCH_ID);
        emit EpochReleased(epochId, begin, end, block.timestamp);
    }

    /// @notice The newest epoch; zeros before the first.
    function currentEpoch() external view returns (uint256 begin, uint256 end, uint256 epochId) {
        Epoch memory current = _epochs.current;
        return (current.begin, current.end, current.epochId);
    }

    /// @notice When and in which block of this chain an epoch was released, and its last source-chain block; zeros for an unknown one.
    function epochInfo(uint256 epochId) external view returns (uint256 timestamp, uint256 blocknumber, uint256 epochEnd) {
        EpochInfo memory info = _epochs.info[epochId];
        return (info.timestamp, info.blocknumber, info.epochEnd);
    }

    /// @notice The height of this chain.
    function getBlock() external view returns (uint256) {
        return block.number;
    }

    function _nextEpochId() internal view override returns (uint256) {
        return uint256(_epochs.current.epochId) + 1;
    }
}
