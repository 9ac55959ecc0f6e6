// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

/// @title Addresses that can be listed, counted and looked up. Removal moves the last one into the gap.
struct AddressSet {
    address[] items;
    /// One more than the place in items; 0 for what is no member.
    mapping(address => uint256) place;
}

library AddressSets {
    function contains(AddressSet storage set, address item) internal view returns (bool) {
        return set.place[item] != 0;
    }

    /// @notice Makes the item a member or none; what it is already stays.
    function put(AddressSet storage set, address item, bool member) internal {
        uint256 place = set.place[item];
        if (member == (place != 0)) return;
        if (member) {
            set.items.push(item);
            set.place[item] = set.items.length;
        } else {
            address last = set.items[set.items.length - 1];
            set.items[place - 1] = last;
            set.place[last] = place;
            set.items.pop();
            delete set.place[item];
        }
    }
}
