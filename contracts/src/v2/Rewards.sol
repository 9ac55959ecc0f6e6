// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {IDataMarket} from "./IDataMarket.sol";
import {MarketActions} from "./MarketActions.sol";

/// @title What the owners of slots earned in all markets, paid in the chain's own coin from what this contract holds.
abstract contract Rewards is MarketActions {
    struct UserInfo {
        uint256 totalRewards;
        uint256 totalClaimed;
        uint256 lastClaimed;
        uint256 lastUpdated;
    }

    mapping(address => UserInfo) public userInfo;
    mapping(uint256 => uint256) public slotRewards;

    /// @notice What is sent here pays rewards.
    receive() external payable {}

    /// @notice Tells how often slots submitted on a day, and, once it is known, how many of them share the day's pool.
    /// @param submissionsList A slot's submissions of the whole day so far.
    /// @param eligibleNodes How many slots reach the quota; 0 while that is not known.
    function updateRewards(
        IDataMarket dataMarket,
        uint256[] calldata slotIds,
        uint256[] calldata submissionsList,
        uint256 day,
        uint256 eligibleNodes
    ) external {
        _requireSequencer(dataMarket);
        require(slotIds.length == submissionsList.length, "E45");
        if (eligibleNodes != 0) dataMarket.updateEligibleNodesForDay(day, eligibleNodes);
        for (uint256 i = 0; i < slotIds.length; i++) {
            if (snapshotterState.isNodeAvailable(slotIds[i])) _updateSlot(dataMarket, slotIds[i], submissionsList[i], day);
        }
    }

    /// @notice Pays a user all that is owed.
    function claimRewards(address user) external {
        UserInfo storage info = userInfo[user];
        uint256 amount = info.totalRewards - info.totalClaimed;
        require(amount != 0, "nothing to claim");
        info.totalClaimed = info.totalRewards;
        info.lastClaimed = block.timestamp;
        _pay(user, amount);
        emit RewardsClaimed(user, amount, block.timestamp);
    }

    /// @notice Moves all coins to the owner.
    function emergencyWithdraw() external onlyOwner {
        uint256 amount = address(this).balance;
        _pay(owner, amount);
        emit EmergencyWithdraw(owner, amount, block.timestamp);
    }

    function getSlotRewards(uint256 slotId) external view returns (uint256 rewards) {
        return slotRewards[slotId];
    }

    function _updateSlot(IDataMarket dataMarket, uint256 slotId, uint256 submissions, uint256 day) private {
        (bool completed, uint256 points) = dataMarket.updateRewards(slotId, submissions, day);
        if (!completed && points == 0) return;
        address snapshotter = snapshotterState.nodeSnapshotterMapping(slotId);
        if (completed) emit DailyTaskCompletedEvent(address(dataMarket), snapshotter, slotId, day, block.timestamp);
        if (points == 0) return;

        UserInfo storage info = userInfo[snapshotterState.nodeIdToOwner(slotId)];
        info.totalRewards += points;
        info.lastUpdated = block.timestamp;
        slotRewards[slotId] += points;
        emit RewardsDistributedEvent(address(dataMarket), snapshotter, slotId, day, points, block.timestamp);
    }

    /// The books are closed before the coins leave, so that a receiver that calls back finds nothing to claim.
    function _pay(address to, uint256 amount) private {
        (bool paid,) = to.call{value: amount}("");
        require(paid, "transfer failed");
    }
}
