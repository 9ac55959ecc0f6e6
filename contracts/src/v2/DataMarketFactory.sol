// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {DataMarket} from "./DataMarket.sol";
import {IDataMarket, MarketTerms} from "./IDataMarket.sol";

/// @title Makes data markets. It is apart so that the protocol state does not have to carry their code.
contract DataMarketFactory {
    /// @notice Makes a market that obeys the caller. Only a protocol state that made a market itself lists it.
    function createDataMarket(
        address ownerAddress,
        uint8 epochSize,
        uint256 sourceChainId,
        uint256 sourceChainBlockTime,
        bool useBlockNumberAsEpochId
    ) external returns (IDataMarket) {
        return new DataMarket(MarketTerms(ownerAddress, epochSize, sourceChainId, sourceChainBlockTime, useBlockNumberAsEpochId, msg.sender));
    }
}
