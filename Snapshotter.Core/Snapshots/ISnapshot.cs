namespace Snapshotter.Core.Snapshots;

/// <summary>A snapshot model: data that knows its canonical form (spec 9).</summary>
public interface ISnapshot
{
    /// <summary>Writes the model as one JSON object, keys in code-point order.</summary>
    void WriteTo(CanonicalJsonWriter writer);
}
