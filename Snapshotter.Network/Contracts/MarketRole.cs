namespace Snapshotter.Network.Contracts;

/// <summary>What an account may do in a market, besides being its owner or epoch manager.</summary>
public enum MarketRole
{
    /// <summary>Attests batches.</summary>
    Validator = 0,

    /// <summary>Hands in batches and counts submissions.</summary>
    Sequencer = 1,

    /// <summary>Changes projects.</summary>
    Admin = 2,
}
