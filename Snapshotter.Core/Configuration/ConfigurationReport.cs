namespace Snapshotter.Core.Configuration;

/// <summary>Gathers what is wrong or odd while configuration files are read, so that an operator sees all of it at once.</summary>
public sealed class ConfigurationReport
{
    /// <summary>The most faults, and the most warnings, that are kept; a file that is wrong throughout need not be told line by line.</summary>
    public const int MaxEntries = 100;

    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<string> _warnings = [];

    /// <summary>What is odd but does no harm, such as fields that mean nothing.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Notes a fault.</summary>
    public void Fault(string file, string path, string reason, string fix)
    {
        if (_faults.Count < MaxEntries) _faults.Add(new ConfigurationFault(file, path, reason, fix));
    }

    /// <summary>Notes an oddity.</summary>
    public void Warn(string file, string path, string sentence)
    {
        if (_warnings.Count < MaxEntries) _warnings.Add($"{file} {path}: {sentence}");
    }

    /// <summary>Ends the reading when anything is wrong.</summary>
    /// <exception cref="ConfigurationException">There are faults.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0) throw new ConfigurationException([.. _faults]);
    }
}
