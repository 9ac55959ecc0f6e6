namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>The recurring work as its operator sees and steers it.</summary>
public interface IRecurringWork
{
    /// <summary>All of it, by name.</summary>
    ValueTask<IReadOnlyList<RecurringLine>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Acts on one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="action">What to do.</param>
    /// <param name="version"><see cref="RecurringLine.Version"/> as the operator saw it.</param>
    /// <param name="cancellationToken">Cancels the action.</param>
    /// <returns>False when nothing was done because it is not as it was seen.</returns>
    ValueTask<bool> ActAsync(string name, RecurringAction action, string version, CancellationToken cancellationToken);
}
