using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>Reads answers of the server.</summary>
internal static class RedisAnswers
{
    public static string[] Texts(this RedisResult answer) => answer.IsNull ? [] : (string[])answer;

    public static RedisResult[] Items(this RedisResult answer) => answer.IsNull ? [] : (RedisResult[])answer;

    /// <summary>A flat list as pairs: fields and values, or members and scores.</summary>
    public static IEnumerable<(string Key, RedisResult Value)> Pairs(this RedisResult answer)
    {
        var items = answer.Items();
        for (var i = 0; i < items.Length; i += 2) yield return ((string)items[i], items[i + 1]);
    }

    public static long? NumberOrNull(this RedisResult answer) => answer.IsNull || ((string)answer).Length == 0 ? null : RedisRecords.Number((string)answer);
}
