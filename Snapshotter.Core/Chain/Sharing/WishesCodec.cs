using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain.Sharing;

/// <summary>What a host's processors ask for, as bytes. Receipts are left out: they are large, and a host that wants them reads them for itself.</summary>
internal static class WishesCodec
{
    private const int Version = 1;

    public static byte[] Write(EpochLesson wishes)
    {
        var to = new WireWriter();
        to.Count(Version);
        to.Number(wishes.EpochId);
        to.All(wishes.Logs, logs =>
        {
            to.Address(logs.Key);
            to.All(logs.Value, signature => to.Known(signature.Bytes.ToArray()));
        });
        to.All(wishes.Views, view =>
        {
            to.Text(view.View.Name);
            to.Address(view.Contract);
        });
        to.All(wishes.Calls, call =>
        {
            to.Address(call.Contract);
            to.Known(call.Calldata);
            to.Count(call.Place);
        });
        return to.ToArray();
    }

    /// <returns>The wishes, without the views that are not known here, or null when the bytes are of another release.</returns>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static EpochLesson? Read(byte[] bytes, KnownViews views)
    {
        var from = new WireReader(bytes);
        if (from.Count() != Version) return null;
        var epochId = from.Number();
        var logs = new Dictionary<Address, IReadOnlyList<Hash32>>();
        foreach (var (contract, signatures) in from.All(() => (from.Address(), from.All(() => new Hash32(from.Known()))))) logs[contract] = signatures;
        var named = from.All(() => (View: views.Find(from.Text()), Contract: from.Address()));
        var calls = from.All(() => new EpochCall(from.Address(), from.Known(), from.Count()));
        var known = named.Where(static view => view.View is not null).Select(static view => new ViewKey(view.View!, view.Contract));
        return new EpochLesson(epochId, logs, [.. known], calls, AllReceipts: false, RolledViews.None) { AreHabits = true };
    }
}
