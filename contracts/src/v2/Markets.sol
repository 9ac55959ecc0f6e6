// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {Owned} from "../common/Owned.sol";
import {DataMarketFactory} from "./DataMarketFactory.sol";
import {IDataMarket, Roles} from "./IDataMarket.sol";
import {ProtocolStateV2Events} from "./ProtocolStateV2Events.sol";
import {SnapshotterState} from "./SnapshotterState.sol";

/// @title The markets that count, and who may do what with them. Only a market made here is ever called.
abstract contract Markets is Owned, ProtocolStateV2Events {
    struct DataMarketInfo {
        address ownerAddress;
        uint8 epochSize;
        uint256 sourceChainId;
        uint256 sourceChainBlockTime;
        bool useBlockNumberAsEpochId;
        bool enabled;
        address dataMarketAddress;
        uint256 createdAt;
    }

    SnapshotterState public snapshotterState;
    DataMarketFactory public dataMarketFactory;
    uint8 public dataMarketCount;
    mapping(uint8 => address) public dataMarketIdToAddress;
    mapping(address => DataMarketInfo) public dataMarkets;

    /// @notice Makes a market; it is enabled at once.
    function createDataMarket(
        address ownerAddress,
        uint8 epochSize,
        uint256 sourceChainId,
        uint256 sourceChainBlockTime,
        bool useBlockNumberAsEpochId
    ) external onlyOwner returns (address) {
        address market =
            address(dataMarketFactory.createDataMarket(ownerAddress, epochSize, sourceChainId, sourceChainBlockTime, useBlockNumberAsEpochId));
        dataMarketIdToAddress[++dataMarketCount] = market;
        dataMarkets[market] =
            DataMarketInfo(ownerAddress, epochSize, sourceChainId, sourceChainBlockTime, useBlockNumberAsEpochId, true, market, block.timestamp);
        emit DataMarketCreated(ownerAddress, epochSize, sourceChainId, sourceChainBlockTime, useBlockNumberAsEpochId, address(this), market);
        return market;
    }

    /// @notice Lets epochs of a market be released, or no longer. Batches of released epochs go on.
    function toggleDataMarket(address dataMarketAddress, bool enabled) external onlyOwner {
        _known(IDataMarket(dataMarketAddress));
        dataMarkets[dataMarketAddress].enabled = enabled;
    }

    function updateSnapshotterState(SnapshotterState _address) external onlyOwner {
        snapshotterState = _address;
    }

    function updateDataMarketFactory(DataMarketFactory _address) external onlyOwner {
        dataMarketFactory = _address;
    }

    function dataMarketEnabled(address dataMarketAddress) public view returns (bool) {
        return dataMarkets[dataMarketAddress].enabled;
    }

    /// @notice The market itself, if it was made here.
    function _known(IDataMarket market) internal view returns (IDataMarket) {
        require(dataMarkets[address(market)].dataMarketAddress == address(market) && address(market) != address(0), "E02");
        return market;
    }

    /// @notice The market, if the caller owns it.
    function _owned(IDataMarket market) internal view returns (IDataMarket) {
        require(_known(market).owner() == msg.sender, "E03");
        return market;
    }

    /// @notice The market, if the caller owns or administers it.
    function _administered(IDataMarket market) internal view returns (IDataMarket) {
        require(_known(market).owner() == msg.sender || market.isMember(Roles.ADMIN, msg.sender), "E03");
        return market;
    }

    function _nextEpochId(IDataMarket market) internal view returns (uint256 epochId) {
        (,, epochId) = market.currentEpoch();
        epochId++;
    }
}
