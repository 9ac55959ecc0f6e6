// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {Epoch, EpochInfo, EpochLog, Epochs} from "../common/Epochs.sol";
import {IMarketEpochs} from "./IDataMarket.sol";
import {MarketSettings} from "./MarketSettings.sol";

/// @title A market's epochs, and the days that they make up.
abstract contract MarketEpochs is MarketSettings, IMarketEpochs {
    using Epochs for EpochLog;

    EpochLog internal _epochs;
    uint256 public dayCounter = 1;

    function releaseEpoch(uint256 begin, uint256 end) external onlyProtocolState returns (uint256 epochId, uint256 dayId) {
        uint256 before = _epochs.current.epochId;
        epochId = _epochs.release(begin, end, EPOCH_SIZE, USE_BLOCK_NUMBER_AS_EPOCH_ID);
        dayId = _advanceDay(before, epochId);
    }

    function forceSkipEpoch(uint256 begin, uint256 end) external onlyProtocolState returns (uint256 epochId, uint256 dayId) {
        uint256 before = _epochs.current.epochId;
        epochId = _epochs.skip(begin, end, EPOCH_SIZE, USE_BLOCK_NUMBER_AS_EPOCH_ID);
        dayId = _advanceDay(before, epochId);
    }

    function loadCurrentDay(uint256 day) external onlyProtocolState {
        require(day != 0, "E45");
        dayCounter = day;
    }

    function currentEpoch() external view returns (uint256 begin, uint256 end, uint256 epochId) {
        Epoch memory current = _epochs.current;
        return (current.begin, current.end, current.epochId);
    }

    function epochInfo(uint256 epochId) external view returns (uint256 timestamp, uint256 blocknumber, uint256 epochEnd) {
        EpochInfo memory info = _epochs.info[epochId];
        return (info.timestamp, info.blocknumber, info.epochEnd);
    }

    /// @notice How many epochs make up a day; at least one.
    function epochsInADay() public view returns (uint256) {
        uint256 count = DAY_SIZE / (SOURCE_CHAIN_BLOCK_TIME * EPOCH_SIZE);
        return count == 0 ? 1 : count;
    }

    /// Days begin with the epochs 1, 1 + n, 1 + 2n and so on. An epoch that is skipped to may be days ahead.
    function _advanceDay(uint256 before, uint256 epochId) private returns (uint256) {
        if (before == 0) return 0;
        uint256 length = epochsInADay();
        uint256 passed = (epochId - 1) / length - (before - 1) / length;
        if (passed == 0) return 0;
        return dayCounter += passed;
    }
}
