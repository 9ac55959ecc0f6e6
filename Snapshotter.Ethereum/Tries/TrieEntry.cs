namespace Snapshotter.Ethereum.Tries;

/// <summary>A value of a trie: the half-bytes of its key, and its place among the values.</summary>
internal readonly record struct TrieEntry(byte[] Path, int Place);
