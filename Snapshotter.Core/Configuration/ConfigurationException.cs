namespace Snapshotter.Core.Configuration;

/// <summary>The configuration cannot be used. The message lists every fault found, one a line.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>With the faults found.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults) : base(Describe(faults)) => Faults = faults;

    /// <summary>With a message alone.</summary>
    public ConfigurationException(string message) : base(message)
    {
    }

    /// <summary>With a message and its cause.</summary>
    public ConfigurationException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Without a reason.</summary>
    public ConfigurationException()
    {
    }

    /// <summary>The faults, in the order of the files and of the entries in them.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; } = [];

    private static string Describe(IReadOnlyList<ConfigurationFault> faults)
    {
        var heading = faults.Count == 1 ? "The configuration has a fault:" : $"The configuration has {faults.Count} faults:";
        return string.Join(Environment.NewLine, faults.Select(fault => $"  {fault}").Prepend(heading));
    }
}
