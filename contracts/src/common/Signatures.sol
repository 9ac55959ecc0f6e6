// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

/// @title Who signed a digest.
library Signatures {
    /// Half the order of secp256k1: a signature with a larger s has a twin and is refused (EIP-2).
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @notice The signer of 65 bytes r, s and v.
    function recover(bytes32 digest, bytes calldata signature) internal pure returns (address signer) {
        require(signature.length == 65, "bad signature");
        bytes32 r = bytes32(signature[:32]);
        bytes32 s = bytes32(signature[32:64]);
        require(uint256(s) <= HALF_ORDER, "bad signature");
        signer = ecrecover(digest, uint8(signature[64]), r, s);
        require(signer != address(0), "bad signature");
    }
}
