// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {Owned} from "../common/Owned.sol";

/// @title The slots of the network, here called nodes: who owns each, and whose signature counts for it.
/// @notice The owner of the contract hands out nodes. One address may sign for many.
contract SnapshotterState is Owned {
    /// What readers of deployed contracts expect. Nodes are not sold here, so that price, claims and the like stay zero.
    struct NodeInfo {
        address snapshotterAddress;
        uint256 nodePrice;
        uint256 amountSentOnL1;
        uint256 mintedOn;
        uint256 burnedOn;
        uint256 lastUpdated;
        bool isLegacy;
        bool claimedTokens;
        bool active;
        bool isKyced;
    }

    uint256 public immutable MAX_SUPPLY;

    /// Nodes ever handed out; their ids are 1 to this.
    uint256 public nodeCount;
    /// Those that are not burned.
    uint256 public enabledNodeCount;
    /// Addresses that sign for at least one node.
    uint256 public snapshotterCount;

    mapping(uint256 => NodeInfo) public nodeInfo;
    mapping(uint256 => address) public nodeIdToOwner;
    mapping(address => uint256) private _nodesOf;

    event NodeMinted(address indexed to, uint256 nodeId);
    event NodeBurned(address indexed from, uint256 nodeId);
    event SnapshotterAddressChanged(uint256 nodeId, address oldSnapshotter, address newSnapshotter);

    constructor(uint256 maxSupply) Owned(msg.sender) {
        MAX_SUPPLY = maxSupply;
    }

    /// @notice Hands out the next nodes.
    function mintNodes(address to, uint256 amount) external onlyOwner {
        require(to != address(0), "E45");
        require(nodeCount + amount <= MAX_SUPPLY, "E46");
        for (uint256 i = 0; i < amount; i++) {
            uint256 nodeId = ++nodeCount;
            nodeIdToOwner[nodeId] = to;
            nodeInfo[nodeId].mintedOn = block.timestamp;
            nodeInfo[nodeId].active = true;
            emit NodeMinted(to, nodeId);
        }

        enabledNodeCount += amount;
    }

    /// @notice Gives a node up for good.
    function burnNode(uint256 nodeId) external {
        _requireOwnNode(nodeId);
        _assign(nodeId, address(0));
        nodeInfo[nodeId].burnedOn = block.timestamp;
        nodeInfo[nodeId].active = false;
        enabledNodeCount--;
        emit NodeBurned(msg.sender, nodeId);
    }

    /// @notice Says whose signature counts for a node from now on.
    function assignSnapshotterToNode(uint256 nodeId, address snapshotter) external {
        _requireOwnNode(nodeId);
        _assign(nodeId, snapshotter);
    }

    /// @notice The same for nodes of others, by the owner of the contract.
    function assignSnapshotterToNodeBulkAdmin(uint256[] calldata nodeIds, address[] calldata snapshotters) external onlyOwner {
        require(nodeIds.length == snapshotters.length, "E19");
        for (uint256 i = 0; i < nodeIds.length; i++) {
            require(isNodeAvailable(nodeIds[i]), "E45");
            _assign(nodeIds[i], snapshotters[i]);
        }
    }

    /// @notice Whether there is such a node, and it is not burned.
    function isNodeAvailable(uint256 nodeId) public view returns (bool) {
        return nodeInfo[nodeId].active;
    }

    function nodeSnapshotterMapping(uint256 nodeId) external view returns (address) {
        return nodeInfo[nodeId].snapshotterAddress;
    }

    function allSnapshotters(address snapshotter) external view returns (bool) {
        return _nodesOf[snapshotter] != 0;
    }

    function _requireOwnNode(uint256 nodeId) private view {
        require(isNodeAvailable(nodeId) && nodeIdToOwner[nodeId] == msg.sender, "not the node's owner");
    }

    function _assign(uint256 nodeId, address snapshotter) private {
        NodeInfo storage node = nodeInfo[nodeId];
        address old = node.snapshotterAddress;
        if (old != address(0) && --_nodesOf[old] == 0) snapshotterCount--;
        if (snapshotter != address(0) && ++_nodesOf[snapshotter] == 1) snapshotterCount++;
        node.snapshotterAddress = snapshotter;
        node.lastUpdated = block.timestamp;
        emit SnapshotterAddressChanged(nodeId, old, snapshotter);
    }
}
