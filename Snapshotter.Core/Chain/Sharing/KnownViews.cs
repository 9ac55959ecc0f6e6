namespace Snapshotter.Core.Chain.Sharing;

/// <summary>
/// The views that a host can read for others by their names. One that is not among them, such as that of an added module, is read by each host that
/// asks for it.
/// </summary>
public sealed class KnownViews
{
    private readonly Dictionary<string, IEventSourcedView> _views = new(StringComparer.Ordinal);

    /// <summary>Adds a view, and returns these.</summary>
    /// <exception cref="ArgumentException">There is one of the name, or the view does not say how its value is written.</exception>
    public KnownViews With<T>(EventSourcedView<T> view) where T : class
    {
        if (view.ToCall is null) throw new ArgumentException($"The view {view.Name} cannot be shared: give it {nameof(view.ToCall)}.", nameof(view));
        _views.Add(view.Name, view);
        return this;
    }

    internal IEventSourcedView? Find(string name) => _views.GetValueOrDefault(name);
}
