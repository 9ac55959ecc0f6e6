using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Snapshotter.Api.CommandLine;

/// <summary>Options that several verbs share, with the checks of their values.</summary>
internal static class CommonOptions
{
    public static Option<DirectoryInfo?> Chain(string description) => new Option<DirectoryInfo?>("--chain") { Description = description, HelpName = "DIR" }.ThatExists();

    public static Option<string?> Rpc() => new Option<string?>("--rpc") { Description = "A live JSON-RPC endpoint to read from.", HelpName = "URL" }.Checked(static (option, text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? null : $"{option} must be an http or https URL.");

    public static Option<DirectoryInfo?> Config(string description) => new Option<DirectoryInfo?>("--config") { Description = description, HelpName = "DIR" }.ThatExists();

    public static Option<DirectoryInfo?> ExistingData(string description) => new Option<DirectoryInfo?>("--data") { Description = description, HelpName = "DIR" }.ThatExists();

    public static Option<long?> Number(string name, string description, long from, long to = long.MaxValue) =>
        new Option<long?>(name) { Description = description, HelpName = "N" }.Between(from, to);

    public static Option<double?> Seconds(string name, string description) => Between(new Option<double?>(name) { Description = description, HelpName = "SECONDS" }, 0, 86_400);

    public static Option<T> Between<T>(this Option<T> option, double from, double to)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 0) return;
            var text = result.Tokens[0].Value;
            var isWhole = typeof(T) != typeof(double?);
            var style = isWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
            if (double.TryParse(text, style, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to) return;
            var range = to >= long.MaxValue ? Invariant($"of at least {from}") : Invariant($"from {from} to {to}");
            result.AddError($"{option.Name} must be a {(isWhole ? "whole number" : "number")} {range}, not '{text}'.");
        });
        return option;
    }

    /// <summary>An option with one of a few values.</summary>
    public static Option<string> OneOf(string name, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values), DefaultValueFactory = _ => values[0] };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !values.Contains(result.Tokens[0].Value, StringComparer.Ordinal))
                result.AddError($"{name} must be {string.Join(" or ", values)}, not '{result.Tokens[0].Value}'.");
        });
        return option;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Option<string?> Checked(this Option<string?> option, Func<string, string, string?> check)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && check(option.Name, result.Tokens[0].Value) is { } fault) result.AddError(fault);
        });
        return option;
    }

    private static Option<DirectoryInfo?> ThatExists(this Option<DirectoryInfo?> option)
    {
        option.Validators.Add((OptionResult result) =>
        {
            if (result.Tokens.Count > 0 && !Directory.Exists(result.Tokens[0].Value)) result.AddError($"{option.Name}: there is no folder '{result.Tokens[0].Value}'.");
        });
        return option;
    }
}
