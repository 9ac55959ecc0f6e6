// SPDX-License-Identifier: MIT
pragma solidity 0.8.24;

import {IDataMarket, Roles} from "./IDataMarket.sol";
import {Markets} from "./Markets.sol";

/// @title What a market's owner sets.
abstract contract MarketAdministration is Markets {
    function updateAddresses(IDataMarket dataMarket, uint8 role, address[] calldata _addresses, bool[] calldata _status) external {
        _owned(dataMarket).updateAddresses(role, _addresses, _status);
        for (uint256 i = 0; i < _addresses.length; i++) {
            if (role == Roles.VALIDATOR) emit ValidatorsUpdated(address(dataMarket), _addresses[i], _status[i]);
            else if (role == Roles.SEQUENCER) emit SequencersUpdated(address(dataMarket), _addresses[i], _status[i]);
            else emit AdminsUpdated(address(dataMarket), _addresses[i], _status[i]);
        }
    }

    /// @notice Announces projects from the next epoch on, or that they are no longer followed. Admins may do so too.
    function updateProjects(IDataMarket dataMarket, string[] calldata _projects, bool[] calldata _status) external {
        _administered(dataMarket).updateProjects(_projects, _status);
        emit ProjectsUpdated(address(dataMarket), _projects, _status, _nextEpochId(dataMarket));
    }

    function updateAllowedProjectType(IDataMarket dataMarket, string calldata _projectType, bool _status) external {
        _administered(dataMarket).updateAllowedProjectType(_projectType, _status);
        emit ProjectTypeUpdated(address(dataMarket), _projectType, _status, _nextEpochId(dataMarket));
    }

    function updateEpochManager(IDataMarket dataMarket, address _address) external {
        _owned(dataMarket).updateEpochManager(_address);
    }

    function setSequencerId(IDataMarket dataMarket, string calldata _sequencerId) external {
        _owned(dataMarket).setSequencerId(_sequencerId);
    }

    function updateSnapshotSubmissionWindow(IDataMarket dataMarket, uint256 newsnapshotSubmissionWindow) external {
        _owned(dataMarket).updateSnapshotSubmissionWindow(newsnapshotSubmissionWindow);
    }

    function updateBatchSubmissionWindow(IDataMarket dataMarket, uint256 newbatchSubmissionWindow) external {
        _owned(dataMarket).updateBatchSubmissionWindow(newbatchSubmissionWindow);
    }

    function updateAttestationSubmissionWindow(IDataMarket dataMarket, uint256 newattestationSubmissionWindow) external {
        _owned(dataMarket).updateAttestationSubmissionWindow(newattestationSubmissionWindow);
    }

    function updateMinAttestationsForConsensus(IDataMarket dataMarket, uint256 _minAttestationsForConsensus) external {
        _owned(dataMarket).updateMinAttestationsForConsensus(_minAttestationsForConsensus);
    }

    function updateDailySnapshotQuota(IDataMarket dataMarket, uint256 _dailySnapshotQuota) external {
        _owned(dataMarket).updateDailySnapshotQuota(_dailySnapshotQuota);
    }

    function updateRewardPoolSize(IDataMarket dataMarket, uint256 newRewardPoolSize) external {
        _owned(dataMarket).updateRewardPoolSize(newRewardPoolSize);
    }

    function updateDaySize(IDataMarket dataMarket, uint256 newDaySize) external {
        _owned(dataMarket).updateDaySize(newDaySize);
    }

    function toggleRewards(IDataMarket dataMarket) external {
        _owned(dataMarket).toggleRewards();
    }

    function loadCurrentDay(IDataMarket dataMarket, uint256 _dayCounter) external {
        _owned(dataMarket).loadCurrentDay(_dayCounter);
    }

    function loadSlotSubmissions(IDataMarket dataMarket, uint256 slotId, uint256 dayId, uint256 snapshotCount) external {
        _owned(dataMarket).loadSlotSubmissions(slotId, dayId, snapshotCount);
    }
}
