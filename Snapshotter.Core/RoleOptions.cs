namespace Snapshotter.Core;

/// <summary>What a process does. One process does everything; with a shared Redis the roles can be spread over hosts.</summary>
public sealed class RoleOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Roles";

    /// <summary>Whether it serves the REST API. Its health is told in any case.</summary>
    /// <value>Default true.</value>
    public bool Api { get; init; } = true;

    /// <summary>Whether it releases epochs, follows the anchor chain and sends submissions. Of several that may, one does and the others stand by.</summary>
    /// <value>Default true.</value>
    public bool Detector { get; init; } = true;

    /// <summary>Whether it runs jobs. Any number of processes may.</summary>
    /// <value>Default true.</value>
    public bool Worker { get; init; } = true;
}
