namespace Snapshotter.Core.Reporting;

/// <summary>Where issues go.</summary>
public interface IIssueSink
{
    /// <summary>What logs call it; never an address.</summary>
    string Name { get; }

    /// <summary>Hands an issue over.</summary>
    /// <exception cref="IssueNotSentException">It was not taken; trying again may help.</exception>
    Task SendAsync(Issue issue, CancellationToken cancellationToken);

    /// <summary>Says that the node lives; a sink that does not listen to that does nothing.</summary>
    /// <exception cref="IssueNotSentException">It was not heard.</exception>
    Task PingAsync(CancellationToken cancellationToken);
}
