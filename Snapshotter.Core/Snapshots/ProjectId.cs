using System.Text;
using Snapshotter.Ethereum.Hashing;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// The names of projects: what snapshots are submitted and finalized under. They are agreed between nodes byte for byte and
/// hashed into signatures.
/// </summary>
public static class ProjectId
{
    private const char Separator = ':';

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// A base project: <c>type:source:namespace</c>, <c>type:primary_source:namespace</c>, or <c>type:namespace</c> without a
    /// source; the sources in lower case.
    /// </summary>
    /// <param name="projectType">The type, which may itself hold colons.</param>
    /// <param name="dataSource">What it watches, such as a pair's address; null or empty for none, and then the primary one is not looked at.</param>
    /// <param name="projectNamespace">The namespace of the deployment.</param>
    /// <param name="primaryDataSource">The first of two sources; null or empty for none.</param>
    public static string Base(string projectType, string? dataSource, string projectNamespace, string? primaryDataSource = null)
    {
        if (string.IsNullOrEmpty(dataSource)) return Join(projectType, projectNamespace);
        var source = PythonCase.Lower(dataSource);
        return string.IsNullOrEmpty(primaryDataSource)
            ? Join(projectType, source, projectNamespace)
            : Join(projectType, $"{PythonCase.Lower(primaryDataSource)}_{source}", projectNamespace);
    }

    /// <summary>An aggregate over one project: it takes the last but one part of that project's id.</summary>
    /// <exception cref="FormatException"><paramref name="underlyingProjectId"/> holds no colon.</exception>
    public static string SingleAggregate(string aggregateType, string underlyingProjectId, string projectNamespace)
    {
        var parts = underlyingProjectId.Split(Separator);
        if (parts.Length < 2) throw new FormatException($"'{underlyingProjectId}' is no project id: it has no part before its namespace.");
        return Join(aggregateType, parts[^2], projectNamespace);
    }

    /// <summary>
    /// An aggregate over several projects: it takes the SHA3-256 (FIPS 202) of their ids, sorted by code point and joined
    /// without a separator. An id given twice counts twice.
    /// </summary>
    /// <exception cref="EncoderFallbackException">An id holds half a surrogate pair.</exception>
    public static string MultiAggregate(string aggregateType, IEnumerable<string> underlyingProjectIds, string projectNamespace)
    {
        string[] sorted = [.. underlyingProjectIds];
        Array.Sort(sorted, CodePointOrder.Instance);
        var hash = Sha3.Hash256(StrictUtf8.GetBytes(string.Concat(sorted)));
        return Join(aggregateType, Convert.ToHexStringLower(hash.Bytes), projectNamespace);
    }

    private static string Join(params ReadOnlySpan<string?> parts) => string.Join(Separator, parts);
}
