// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

interface IOwned {
    function owner() external view returns (address);
}

/// @title A contract with one owner, who may hand it over or give it up.
abstract contract Owned is IOwned {
    address public owner;

    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    constructor(address initialOwner) {
        _setOwner(initialOwner);
    }

    modifier onlyOwner() {
        require(msg.sender == owner, "not the owner");
        _;
    }

    function transferOwnership(address newOwner) external onlyOwner {
        _setOwner(newOwner);
    }

    /// @notice Leaves the contract without an owner for good.
    function renounceOwnership() external onlyOwner {
        emit OwnershipTransferred(owner, address(0));
        owner = address(0);
    }

    function _setOwner(address newOwner) private {
        require(newOwner != address(0), "owner is zero");
        emit OwnershipTransferred(owner, newOwner);
        owner = newOwner;
    }
}
