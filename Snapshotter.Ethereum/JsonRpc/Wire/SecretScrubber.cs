using System.Text.RegularExpressions;

namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>Takes URLs, and the parts of an endpoint's URL that may be keys, out of texts that others wrote.</summary>
internal sealed partial class SecretScrubber
{
    private const int MaxLength = 300;
    private const int ShortestSecret = 6;
    private readonly string[] _secrets;

    public SecretScrubber(Uri address)
    {
        var parts = new List<string> { address.Authority, address.Host };
        parts.AddRange(address.AbsolutePath.Split('/'));
        parts.AddRange(address.Query.TrimStart('?').Split('&', '='));
        parts.AddRange(address.UserInfo.Split(':'));
        _secrets = [.. parts.SelectMany(part => new[] { part, Uri.UnescapeDataString(part) })
            .Where(part => part.Length >= ShortestSecret).Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(part => part.Length)];
    }

    /// <summary>The text without secrets and control characters, of bounded length.</summary>
    public string Scrub(string text)
    {
        if (text.Length > MaxLength * 4) text = text[..(MaxLength * 4)];
        text = Url().Replace(text, "<url>");
        foreach (var secret in _secrets) text = text.Replace(secret, "<hidden>", StringComparison.OrdinalIgnoreCase);
        text = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        return text.Length <= MaxLength ? text : text[..MaxLength] + "...";
    }

    [GeneratedRegex(@"\b(https?|wss?)://\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Url();
}
