// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {Signatures} from "../common/Signatures.sol";

/// @title What a snapshotter signs: in this epoch this project has this snapshot.
/// @notice The signature counts before the block `deadline` of this chain.
struct Request {
    uint256 deadline;
    string snapshotCid;
    uint256 epochId;
    string projectId;
}

/// @title The same from a node that holds a slot.
struct SlotRequest {
    uint256 slotId;
    uint256 deadline;
    string snapshotCid;
    uint256 epochId;
    string projectId;
}

/// @title Digests of requests (EIP-712) and who signed them.
abstract contract SnapshotRequests {
    bytes32 private constant DOMAIN_TYPE = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant REQUEST_TYPE = keccak256("Request(uint256 deadline,string snapshotCid,uint256 epochId,string projectId)");
    bytes32 private constant SLOT_REQUEST_TYPE = keccak256("Request(uint256 slotId,uint256 deadline,string snapshotCid,uint256 epochId,string projectId)");
    string private constant NAME = "PowerloomProtocolContract";
    string private constant VERSION = "0.1";

    /// Part of ERC-5267; this domain never changes.
    event EIP712DomainChanged();

    /// @notice The domain of all signatures (ERC-5267): name, version, chainId and verifyingContract.
    function eip712Domain()
        external
        view
        returns (bytes1 fields, string memory name, string memory version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] memory extensions)
    {
        return (0x0f, NAME, VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    /// @notice The signer of a digest. A signature is 65 bytes r, s and v, with the lower s.
    function recoverAddress(bytes32 messageHash, bytes calldata signature) external pure returns (address) {
        return Signatures.recover(messageHash, signature);
    }

    function _signer(Request calldata request, bytes calldata signature) internal view returns (address) {
        bytes32 message = keccak256(
            abi.encode(REQUEST_TYPE, request.deadline, keccak256(bytes(request.snapshotCid)), request.epochId, keccak256(bytes(request.projectId)))
        );
        return Signatures.recover(_digest(message), signature);
    }

    function _signer(SlotRequest calldata request, bytes calldata signature) internal view returns (address) {
        bytes32 message = keccak256(
            abi.encode(
                SLOT_REQUEST_TYPE, request.slotId, request.deadline, keccak256(bytes(request.snapshotCid)), request.epochId, keccak256(bytes(request.projectId))
            )
        );
        return Signatures.recover(_digest(message), signature);
    }

    /// The chain id is read each time, so that a signature of one side of a fork does not count on the other.
    function _digest(bytes32 message) private view returns (bytes32) {
        bytes32 domain = keccak256(abi.encode(DOMAIN_TYPE, keccak256(bytes(NAME)), keccak256(bytes(VERSION)), block.chainid, address(this)));
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }
}
