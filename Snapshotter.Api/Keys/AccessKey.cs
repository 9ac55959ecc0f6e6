using Snapshotter.Api.CommandLine;
using Snapshotter.Core.Callers;

namespace Snapshotter.Api.Keys;

/// <summary>A key of the operator: in a variable of the environment, or in a file that only the operator can read. Never in the settings, which are logged and shared.</summary>
public sealed class AccessKey
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A key.</summary>
    /// <exception cref="UserException">It is too short to be safe.</exception>
    public AccessKey(string key, AccessKeyPlace place, string source)
    {
        if (!ApiKey.IsUsable(key))
        {
            throw new UserException(
                $"The {place.Name} key in {source} cannot be used: give {ApiKey.MinLength} to {ApiKey.MaxLength} visible ASCII characters, such as 'snapshotter {place.Name}-key' makes.");
        }

        Digest = KeyDigest.Of(key);
    }

    /// <summary>What is kept of the key.</summary>
    public KeyDigest Digest { get; }

    /// <summary>Whether a text is the key, found out in a time that does not depend on how much of it is right.</summary>
    public bool Is(string text) => text.Length <= ApiKey.MaxLength && KeyDigest.Of(text) == Digest;

    /// <summary>The key of the environment or the file, or null when there is none.</summary>
    /// <param name="place">Which key.</param>
    /// <param name="file">The file that the setting names, or null for the one in the data folder.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <exception cref="UserException">It cannot be used.</exception>
    public static AccessKey? Find(AccessKeyPlace place, string? file, string dataFolder)
    {
        if (Environment.GetEnvironmentVariable(place.Variable) is { Length: > 0 } given) return new AccessKey(given, place, place.Variable);
        var path = file ?? Path.Combine(dataFolder, place.FileName);
        if (File.Exists(path)) return new AccessKey(File.ReadAllText(path).Trim(), place, path);
        return file is null ? null : throw new UserException($"{place.Setting}: there is no file {path}; make one with 'snapshotter {place.Name}-key --out {path}'.");
    }

    /// <summary>Makes a key and writes it to a new file that only its owner may read.</summary>
    /// <exception cref="UserException">The file is there already.</exception>
    public static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            using var file = new StreamWriter(path, options);
            file.WriteLine(ApiKey.New());
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new UserException($"There is a file {path} already: remove it first to replace the key.", exception);
        }
    }
}
