namespace Snapshotter.Computes.Declared.Calls;

/// <summary>Functions that are read in every epoch.</summary>
/// <param name="Reads">The functions, in the order of their names.</param>
/// <param name="EveryBlock">Whether they are read at each block, or at the last one only.</param>
internal sealed record CallsDeclaration(IReadOnlyList<DeclaredRead> Reads, bool EveryBlock);
