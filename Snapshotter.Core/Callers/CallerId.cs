using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Snapshotter.Core.Callers;

/// <summary>
/// Who is counted: a user, or the network of a caller without a key. An IPv4 caller is its address; an IPv6 caller is its /64, because whoever
/// holds one address there holds them all.
/// </summary>
public readonly record struct CallerId
{
    private const int NetworkBytes = 8;

    /// <summary>Where the mark of an IPv4 address mapped to IPv6 stands (RFC 4291, section 2.5.5.2).</summary>
    private const int MappedAt = 10;

    /// <summary>A network that no packet comes from: the discard prefix (RFC 6666).</summary>
    private static readonly UInt128 Discard = (UInt128)0x0100_0000_0000_0000 << 64;

    private readonly string? _email;
    private readonly UInt128 _network;

    private CallerId(string? email, UInt128 network)
    {
        _email = email;
        _network = network;
    }

    /// <summary>All callers without a key together, where there are too many to tell apart.</summary>
    public static CallerId Others { get; } = new(null, Discard);

    /// <summary>Whether it is a user, who is kept, and not an address, which is forgotten when its windows are over.</summary>
    public bool IsUser => _email is not null;

    /// <summary>The user, or null for an address.</summary>
    internal string? Email => _email;

    /// <summary>The name in stores: <c>user:someone@example.com</c>, <c>address:203.0.113.9</c> or <c>address:2001:db8::</c>.</summary>
    public string Name => _email is { } email ? NameOfUser(email) : _network == Discard ? "address:others" : $"address:{Address(_network)}";

    /// <summary>A user.</summary>
    public static CallerId User(string email) => new(email, default);

    /// <summary>A caller without a key.</summary>
    public static CallerId Anonymous(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[MappedAt] = bytes[MappedAt + 1] = 0xff;
            address.TryWriteBytes(bytes[(MappedAt + 2)..], out _);
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
            if (!address.IsIPv4MappedToIPv6) bytes[NetworkBytes..].Clear();
        }

        return new CallerId(null, BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>The name of a user in stores.</summary>
    public static string NameOfUser(string email) => $"user:{email}";

    /// <summary>The name, for messages.</summary>
    public override string ToString() => Name;

    private static IPAddress Address(UInt128 network)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, network);
        var address = new IPAddress(bytes);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
