using System.Text.RegularExpressions;

namespace Snapshotter.Tests.Support.Ops;

/// <summary>Posts forms as a browser without JavaScript does.</summary>
internal static partial class Forms
{
    /// <summary>Loads a page and returns its text.</summary>
    public static async Task<string> PageAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.Should().Be(System.Net.HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>The token against forged requests in a page.</summary>
    public static string TokenIn(string page) => Token().Match(page) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("The page has no form.");

    /// <summary>Posts fields.</summary>
    public static async Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(static field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
