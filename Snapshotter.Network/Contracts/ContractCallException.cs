using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Network.Contracts;

/// <summary>A transaction to a contract did not do what it should. The message names the call, the account, the reason and the next step.</summary>
public sealed class ContractCallException : Exception
{
    internal ContractCallException(string call, Address account, TransactionOutcome outcome)
        : base($"{call} by {account} failed ({outcome.Fate}): {outcome.Reason.TrimEnd('.')}. {NextStep(outcome.Fate)}")
    {
        Call = call;
        Outcome = outcome;
    }

    /// <summary>The function, or the contract that was to be deployed.</summary>
    public string Call { get; }

    /// <summary>How the transaction ended.</summary>
    public TransactionOutcome Outcome { get; }

    private static string NextStep(TransactionFate fate) => fate switch
    {
        TransactionFate.Reverted or TransactionFate.Refused => "Check the account's role, its balance and the arguments.",
        TransactionFate.OutOfGas => "Send it again: its gas is estimated anew.",
        TransactionFate.Displaced => "Let no other program use this account.",
        _ => "Raise the fees, or try again.",
    };
}
