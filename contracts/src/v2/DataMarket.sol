// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {IDataMarket, MarketTerms, Roles} from "./IDataMarket.sol";
import {MarketBatches} from "./MarketBatches.sol";
import {MarketRewards} from "./MarketRewards.sol";
import {MarketSettings} from "./MarketSettings.sol";

/// @title One market: a source chain with its epochs, the batches of their snapshots, and the slots' rewards.
contract DataMarket is MarketBatches, MarketRewards, IDataMarket {
    constructor(MarketTerms memory terms) MarketSettings(terms) {}

    function getValidators() external view returns (address[] memory) {
        return members(Roles.VALIDATOR);
    }

    function getSequencers() external view returns (address[] memory) {
        return members(Roles.SEQUENCER);
    }

    function getAdmins() external view returns (address[] memory) {
        return members(Roles.ADMIN);
    }

    function getTotalValidatorsCount() external view returns (uint256) {
        return _count(Roles.VALIDATOR);
    }

    function getTotalSequencersCount() external view returns (uint256) {
        return _count(Roles.SEQUENCER);
    }

    function getEpochManager() external view returns (address) {
        return epochManager;
    }
}
