using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>The checksummed texts of the addresses in one snapshot: each costs a hash, and the pair, routers and traders come again and again.</summary>
internal sealed class ChecksumTexts
{
    private readonly Dictionary<Address, string> _texts = [];

    public string Of(Address address)
    {
        if (_texts.TryGetValue(address, out var known)) return known;
        return _texts[address] = address.ToChecksumString();
    }
}
