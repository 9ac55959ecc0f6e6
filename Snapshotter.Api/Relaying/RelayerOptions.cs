using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Api.Relaying;

/// <summary>How a relayer is reached.</summary>
public sealed class RelayerOptions
{
    /// <summary>The name of the section in the settings.</summary>
    public const string Section = "Relayer";

    /// <summary>The full http or https address to which submissions are posted. It may hold a key, so it is never logged.</summary>
    /// <value>Default empty.</value>
    [RegularExpression("(https?://.+)?", ErrorMessage = "The address of a relayer starts with http:// or https://.")]
    public string Url { get; init; } = "";

    /// <summary>How long one submission may take.</summary>
    /// <value>Default 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most submissions posted at once.</summary>
    /// <value>Default 20 submissions.</value>
    [Range(1, 1000)]
    public int MaxConcurrent { get; init; } = 20;
}
