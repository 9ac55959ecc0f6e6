// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {IMarketRewards} from "./IDataMarket.sol";
import {MarketEpochs} from "./MarketEpochs.sol";

/// @title How often slots submitted in a day, and what that earns them.
/// @notice A slot that reaches the quota gets an equal share of the day's pool, once, as soon as the day's number of eligible slots is known.
abstract contract MarketRewards is MarketEpochs, IMarketRewards {
    mapping(uint256 => mapping(uint256 => uint256)) public slotSubmissionCount;
    mapping(uint256 => uint256) public slotRewardPoints;
    mapping(uint256 => uint256) public eligibleNodesForDay;
    mapping(uint256 => uint256) public slotsRemainingToBeRewardedCount;
    mapping(uint256 => mapping(uint256 => bool)) public slotRewardsDistributedStatus;

    /// @notice Announces how many slots share a day's pool. The first announcement stays.
    function updateEligibleNodesForDay(uint256 day, uint256 eligibleNodes) external onlyProtocolState {
        if (eligibleNodesForDay[day] == 0) {
            eligibleNodesForDay[day] = eligibleNodes;
            slotsRemainingToBeRewardedCount[day] = eligibleNodes;
        } else {
            require(slotsRemainingToBeRewardedCount[day] != 0, "E47");
        }
    }

    /// @notice Sets a slot's count of the day, and rewards the slot when that is due.
    function updateRewards(uint256 slotId, uint256 submissions, uint256 day) external onlyProtocolState returns (bool completed, uint256 points) {
        require(day == dayCounter || day + 1 == dayCounter, "E38");
        uint256 before = slotSubmissionCount[slotId][day];
        slotSubmissionCount[slotId][day] = submissions;
        if (submissions < dailySnapshotQuota) return (false, 0);

        completed = before < dailySnapshotQuota;
        uint256 eligible = eligibleNodesForDay[day];
        if (eligible == 0 || !rewardsEnabled || slotRewardsDistributedStatus[day][slotId]) return (completed, 0);
        require(slotsRemainingToBeRewardedCount[day] != 0, "E47");
        slotsRemainingToBeRewardedCount[day]--;
        slotRewardsDistributedStatus[day][slotId] = true;
        points = rewardPoolSize / eligible;
        slotRewardPoints[slotId] += points;
    }

    function loadSlotSubmissions(uint256 slotId, uint256 dayId, uint256 snapshotCount) external onlyProtocolState {
        slotSubmissionCount[slotId][dayId] = snapshotCount;
    }

    function checkSlotTaskStatusForDay(uint256 slotId, uint256 day) external view returns (bool) {
        return slotSubmissionCount[slotId][day] >= dailySnapshotQuota;
    }
}
