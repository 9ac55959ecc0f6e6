using System.Text;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>What a disturbed node noted of itself in a file outside its data folder. A line that was written survives the death of the process.</summary>
internal sealed class Journal : IDisposable
{
    private const string FaultMark = "fault";
    private const string SubmissionMark = "submission";
    private readonly Lock _gate = new();
    private readonly FileStream _file;

    /// <summary>Goes on in a file, or begins it.</summary>
    public Journal(string path) => _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    /// <summary>A fault was injected.</summary>
    public void Fault(string name) => Write($"{FaultMark}\t{name}");

    /// <summary>A snapshot was accepted by the protocol state.</summary>
    public void Submitted(long epochId, string projectId, string cid) => Write(FormattableString.Invariant($"{SubmissionMark}\t{epochId}\t{projectId}\t{cid}"));

    /// <summary>Reads what a node noted; nothing when it never began.</summary>
    public static JournalEntries Read(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var cells = lines.Select(static line => line.Split('\t')).ToArray();
        return new JournalEntries(
            [.. cells.Where(static cell => cell[0] == FaultMark).Select(static cell => cell[1])],
            [.. cells.Where(static cell => cell is [SubmissionMark, _, _, _]).Select(static cell => new Submission(new Worlds.SnapshotKey(long.Parse(cell[1], System.Globalization.CultureInfo.InvariantCulture), cell[2]), cell[3]))]);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate) _file.Write(bytes);
    }
}

/// <summary>The content of a journal.</summary>
/// <param name="Faults">The names of injected faults in order.</param>
/// <param name="Submissions">The accepted submissions in order.</param>
internal sealed record JournalEntries(IReadOnlyList<string> Faults, IReadOnlyList<Submission> Submissions);

/// <summary>A snapshot that the protocol state accepted.</summary>
internal sealed record Submission(Worlds.SnapshotKey Key, string Cid);
