using System.Globalization;
using System.Text;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Where in a tree of values the encoder or decoder is. Only numbers are kept; the text is made when an error needs it.</summary>
internal ref struct AbiPath
{
    /// <summary>The steps a path can have: one for each level of a type, and one into each parameter.</summary>
    public const int MaxSteps = AbiType.MaxDepth + 1;

    private readonly AbiType _root;
    private readonly Span<int> _steps;
    private int _depth;

    /// <param name="root">The tuple of all parameters.</param>
    /// <param name="steps">Room for <see cref="MaxSteps"/> steps.</param>
    public AbiPath(AbiType root, Span<int> steps)
    {
        _root = root;
        _steps = steps;
    }

    public readonly AbiType Root => _root;

    public void Enter(int index) => _steps[_depth++] = index;

    public void Leave() => _depth--;

    public readonly AbiException Fault(string fault) => new(Render(), fault);

    public readonly AbiException Fault(string fault, Exception cause) => new(Render(), fault, cause);

    private readonly string Render()
    {
        if (_depth == 0) return _root.Canonical;
        var text = new StringBuilder();
        var type = _root;
        foreach (var step in _steps[.._depth])
        {
            if (type.Kind == AbiKind.Array)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step}]");
                type = type.Element!;
                continue;
            }

            var component = type.Components[step];
            if (text.Length > 0) text.Append('.');
            if (component.Name.Length > 0) text.Append(component.Name);
            else text.Append(CultureInfo.InvariantCulture, $"#{step}");
            type = component.Type;
        }

        return text.ToString();
    }
}
