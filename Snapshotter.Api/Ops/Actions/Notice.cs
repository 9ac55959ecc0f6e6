namespace Snapshotter.Api.Ops.Actions;

/// <summary>What came of an action, as the page after it says.</summary>
internal enum Notice
{
    /// <summary>No action.</summary>
    None,

    /// <summary>Done, or queued.</summary>
    Done,

    /// <summary>The state was not the one the operator saw.</summary>
    Changed,

    /// <summary>Some of many had changed.</summary>
    PartlyChanged,

    /// <summary>There was nothing to do.</summary>
    Nothing,

    /// <summary>The form was too old, or not from these pages.</summary>
    Stale,

    /// <summary>The pages are set to show only.</summary>
    ReadOnly,

    /// <summary>Something that the action needs was not given.</summary>
    Incomplete,

    /// <summary>The action failed; the log says why.</summary>
    Failed,
}
