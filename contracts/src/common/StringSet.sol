// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

/// @title Texts that can be listed and looked up. Removal moves the last one into the gap.
struct StringSet {
    string[] items;
    /// One more than the place in items; 0 for what is no member.
    mapping(string => uint256) place;
}

library StringSets {
    function contains(StringSet storage set, string calldata item) internal view returns (bool) {
        return set.place[item] != 0;
    }

    /// @notice Makes the item a member or none; what it is already stays.
    function put(StringSet storage set, string calldata item, bool member) internal {
        uint256 place = set.place[item];
        if (member == (place != 0)) return;
        if (member) {
            set.items.push(item);
            set.place[item] = set.items.length;
        } else {
            string memory last = set.items[set.items.length - 1];
            set.items[place - 1] = last;
            set.place[last] = place;
            set.items.pop();
            delete set.place[item];
        }
    }
}
