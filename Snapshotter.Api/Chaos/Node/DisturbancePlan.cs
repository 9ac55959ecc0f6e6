using System.Text.Json;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>What one start of a disturbed node is to suffer from inside, handed over in a file.</summary>
/// <param name="Seed">The seed of this start.</param>
/// <param name="ConfigFolder">The configuration of the projects.</param>
/// <param name="Settings">The settings by their full keys.</param>
/// <param name="Points">The fault points to arm.</param>
/// <param name="Jumps">When the clock jumps.</param>
/// <param name="JournalFile">Where the node notes what happened to it.</param>
internal sealed record DisturbancePlan(
    ulong Seed, string ConfigFolder, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<PointPlan> Points, IReadOnlyList<ClockJump> Jumps, string JournalFile)
{
    /// <summary>Whether consensus is found on an anchor chain.</summary>
    public bool HasAnchor => Settings.ContainsKey("Protocol:Kind");

    /// <summary>Reads a plan.</summary>
    public static DisturbancePlan Read(string path) => JsonSerializer.Deserialize<DisturbancePlan>(File.ReadAllBytes(path)) ?? throw new InvalidDataException($"{path} holds no plan.");

    /// <summary>Writes the plan.</summary>
    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this));
}

/// <summary>How a fault point fails.</summary>
/// <param name="Point">The point.</param>
/// <param name="Permille">How many of a thousand passes fail.</param>
/// <param name="FirstPass">The first pass that may, counted from 0 since the start.</param>
/// <param name="LastPass">The last pass that may.</param>
internal sealed record PointPlan(string Point, int Permille, long FirstPass, long LastPass)
{
    /// <summary>Whether a pass fails: decided by the seed, the point and the number alone.</summary>
    public bool Fires(ulong seed, long pass) =>
        pass >= FirstPass && pass <= LastPass && Lots.Of(seed, FormattableString.Invariant($"pass {pass} of {Point}")).Chance(Permille);
}
