using Snapshotter.Api.CommandLine;

namespace Snapshotter.Api.Keys;

/// <summary>Secrets that stand in the environment or in a file, never in the settings.</summary>
internal static class SecretFiles
{
    /// <summary>The secret of a variable, or of a file when the variable is not set; null for none.</summary>
    /// <exception cref="UserException">The file cannot be read. The message does not repeat what is in it.</exception>
    public static string? Find(string variable, string? file, string setting)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret) return secret;
        if (file is null) return null;
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{setting}: {file} cannot be read ({exception.Message}): give a file that holds the password alone, or set {variable}.", exception);
        }
    }
}
