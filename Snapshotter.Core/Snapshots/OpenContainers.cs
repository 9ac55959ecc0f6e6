namespace Snapshotter.Core.Snapshots;

/// <summary>The objects and arrays a writer has opened and not closed, and the last key of each object.</summary>
internal sealed class OpenContainers
{
    private readonly Frame[] _frames = new Frame[CanonicalJsonWriter.MaxDepth];
    private char[] _keys = new char[256];

    /// <summary>How many are open.</summary>
    public int Depth { get; private set; }

    /// <summary>The innermost one.</summary>
    public ref Frame Top => ref _frames[Depth - 1];

    /// <summary>Opens an object or an array.</summary>
    /// <exception cref="CanonicalJsonException">Too many are open already.</exception>
    public void Push(bool isObject)
    {
        if (Depth == _frames.Length) throw new CanonicalJsonException($"{Path()} is nested deeper than {_frames.Length} levels.");
        var keyStart = Depth == 0 ? 0 : Top.KeyStart + Top.KeyLength;
        _frames[Depth++] = new Frame { IsObject = isObject, KeyStart = keyStart };
    }

    /// <summary>Closes the innermost one.</summary>
    public void Pop() => Depth--;

    /// <summary>Forgets all.</summary>
    public void Clear() => Depth = 0;

    /// <summary>Makes <paramref name="key"/> the last key of the innermost object.</summary>
    /// <exception cref="CanonicalJsonException">The key does not come after the one before by code point.</exception>
    public void SetKey(ReadOnlySpan<char> key)
    {
        ref var top = ref Top;
        if (top.HasItems)
        {
            var order = CodePointOrder.Compare(_keys.AsSpan(top.KeyStart, top.KeyLength), key);
            if (order == 0) throw new CanonicalJsonException($"The key of {Path()} is written twice.");
            if (order > 0) throw new CanonicalJsonException($"The key '{key}' comes after {Path()}: keys must be written in the order of their code points.");
        }

        if (_keys.Length < top.KeyStart + key.Length) Array.Resize(ref _keys, Math.Max(top.KeyStart + key.Length, _keys.Length * 2));
        key.CopyTo(_keys.AsSpan(top.KeyStart));
        top.KeyLength = key.Length;
    }

    /// <summary>Where the writer stands, as <c>token0Prices.block9</c>, for error messages.</summary>
    public string Path()
    {
        var names = new List<string>();
        for (var i = 0; i < Depth; i++) names.Add(_frames[i].IsObject ? new string(_keys, _frames[i].KeyStart, _frames[i].KeyLength) : "[]");
        return names.Count == 0 ? "The document" : $"'{string.Join('.', names)}'";
    }

    /// <summary>One open object or array.</summary>
    public struct Frame
    {
        /// <summary>An object, else an array.</summary>
        public bool IsObject;

        /// <summary>Whether anything was written into it.</summary>
        public bool HasItems;

        /// <summary>Whether a key waits for its value.</summary>
        public bool HasName;

        /// <summary>Where its last key begins among the keys of all open objects.</summary>
        public int KeyStart;

        /// <summary>How long its last key is.</summary>
        public int KeyLength;
    }
}
