// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {AddressSet, AddressSets} from "../common/AddressSet.sol";
import {Owned} from "../common/Owned.sol";
import {StringSet, StringSets} from "../common/StringSet.sol";
import {ProtocolStateV1Events} from "./ProtocolStateV1Events.sol";

/// @title Who takes part, and in what.
/// @notice Projects of the pretest are decided by the master snapshotters alone, all others by all snapshotters.
abstract contract Members is Owned, ProtocolStateV1Events {
    using AddressSets for AddressSet;
    using StringSets for StringSet;

    AddressSet private _validators;
    AddressSet private _snapshotters;
    AddressSet private _masters;
    StringSet private _projects;
    StringSet private _pretestProjects;

    modifier onlyOwnerOrValidator() {
        require(msg.sender == owner || _validators.contains(msg.sender), "neither owner nor validator");
        _;
    }

    function updateValidators(address[] calldata _addresses, bool[] calldata _status) external onlyOwner {
        require(_addresses.length == _status.length, "E19");
        for (uint256 i = 0; i < _addresses.length; i++) {
            _validators.put(_addresses[i], _status[i]);
            emit ValidatorsUpdated(_addresses[i], _status[i]);
        }
    }

    function updateAllSnapshotters(address[] calldata _addresses, bool[] calldata _status) external onlyOwner {
        require(_addresses.length == _status.length, "E19");
        for (uint256 i = 0; i < _addresses.length; i++) {
            _snapshotters.put(_addresses[i], _status[i]);
            emit allSnapshottersUpdated(_addresses[i], _status[i]);
        }
    }

    function updateMasterSnapshotters(address[] calldata _addresses, bool[] calldata _status) external onlyOwner {
        require(_addresses.length == _status.length, "E19");
        for (uint256 i = 0; i < _addresses.length; i++) {
            _masters.put(_addresses[i], _status[i]);
            emit masterSnapshottersUpdated(_addresses[i], _status[i]);
        }
    }

    function updateAllProjects(string[] calldata _ids, bool[] calldata _status) external onlyOwnerOrValidator {
        require(_ids.length == _status.length, "E19");
        for (uint256 i = 0; i < _ids.length; i++) {
            _projects.put(_ids[i], _status[i]);
            emit ProjectsUpdated(_ids[i], _status[i], _nextEpochId());
        }
    }

    function updatePretestProjects(string[] calldata _ids, bool[] calldata _status) external onlyOwnerOrValidator {
        require(_ids.length == _status.length, "E19");
        for (uint256 i = 0; i < _ids.length; i++) {
            _pretestProjects.put(_ids[i], _status[i]);
            emit pretestProjectsUpdated(_ids[i], _status[i], _nextEpochId());
        }
    }

    function getValidators() external view returns (address[] memory) {
        return _validators.items;
    }

    function getSnapshotters() external view returns (address[] memory) {
        return _snapshotters.items;
    }

    function getMasterSnapshotters() external view returns (address[] memory) {
        return _masters.items;
    }

    function getProjects() external view returns (string[] memory) {
        return _projects.items;
    }

    function getPretestProjects() external view returns (string[] memory) {
        return _pretestProjects.items;
    }

    function getTotalSnapshotterCount() external view returns (uint256) {
        return _snapshotters.items.length;
    }

    function getTotalMasterSnapshotterCount() external view returns (uint256) {
        return _masters.items.length;
    }

    function allSnapshotters(address snapshotter) external view returns (bool) {
        return _snapshotters.contains(snapshotter);
    }

    function masterSnapshotters(address snapshotter) external view returns (bool) {
        return _masters.contains(snapshotter);
    }

    function allProjects(string calldata projectId) external view returns (bool) {
        return _projects.contains(projectId);
    }

    function pretestProjects(string calldata projectId) public view returns (bool) {
        return _pretestProjects.contains(projectId);
    }

    function _isElector(string calldata projectId, address snapshotter) internal view returns (bool) {
        return pretestProjects(projectId) ? _masters.contains(snapshotter) : _snapshotters.contains(snapshotter);
    }

    function _electors(string calldata projectId) internal view returns (uint256) {
        return pretestProjects(projectId) ? _masters.items.length : _snapshotters.items.length;
    }

    function _nextEpochId() internal view virtual returns (uint256);
}
