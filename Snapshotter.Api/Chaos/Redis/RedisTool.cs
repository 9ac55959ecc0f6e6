using Snapshotter.Api.CommandLine;

namespace Snapshotter.Api.Chaos.Redis;

/// <summary>Finds the Redis server.</summary>
internal static class RedisTool
{
    private const string Name = "redis-server";

    /// <summary>The path of the executable.</summary>
    /// <exception cref="UserException">It is in no folder of PATH.</exception>
    public static string Find() => Find(Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The path of the executable in one of the folders, written as in PATH.</summary>
    /// <exception cref="UserException">It is in none of them.</exception>
    public static string Find(string folders) => folders.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(static folder => Path.Combine(folder, Name)).FirstOrDefault(File.Exists)
        ?? throw new UserException("A node on many hosts needs a Redis server, and there is no redis-server in PATH: install it (on Debian: apt-get install redis-server), or leave out --hosts.");
}
