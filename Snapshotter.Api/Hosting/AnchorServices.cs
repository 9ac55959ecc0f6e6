using Microsoft.Extensions.DependencyInjection.Extensions;
using Snapshotter.Api.Keys;
using Snapshotter.Api.Relaying;
using Snapshotter.Api.Settings;
using Snapshotter.Core;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Direct;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Submission.Simulation;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Subscriptions;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Api.Hosting;

/// <summary>The adapters of a node that takes part in consensus on an anchor chain.</summary>
internal static class AnchorServices
{
    /// <summary>Adds what follows the contract and submits to it. Before the pipeline, whose embedded protocol state it replaces.</summary>
    public static IServiceCollection AddAnchor(this IServiceCollection services, NodeOptions options, NodeKeys keys)
    {
        var protocol = options.Protocol;
        services.AddSingleton(protocol);
        services.AddSingleton(provider => new AnchorRpc(provider.GetRequiredService<RpcTelemetry>().Create(RpcMetrics.Anchor, observer => new RpcClient(
            options.AnchorRpc, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RpcClient>>(), observer: observer))));
        services.AddSingleton(ContractOf(protocol));
        services.AddSingleton<AnchorHead>();
        services.AddSingleton<ContractViews>();
        services.AddSingleton<IProtocolState, ContractProtocolState>();
        AddFollowing(services, protocol);

        services.AddSingleton(provider => new SubmissionSigner(
            keys.Signer, FormOf(protocol), protocol.Slot ?? 0, provider.GetRequiredService<IProtocolContract>(), provider.GetRequiredService<AnchorRpc>()));
        services.AddSingleton<SubmissionWindows>();
        AddSubmitter(services, options, keys);
        AddPart<OutboxPump>(services);
        AddPart<SubmissionWatch>(services);
        services.AddSingleton<IProtocolEvents>(static provider => provider.GetRequiredService<SubmissionWatch>());
        AddPart<SubmissionRecount>(services);
        services.AddSingleton<IProtocolEvents>(static provider => provider.GetRequiredService<SubmissionRecount>());
        if (protocol.Simulation)
        {
            services.AddSingleton<SimulatedEpoch>();
            AddPart<SimulationSubmission>(services);
        }

        AddPart<SnapshotterStanding>(services);
        services.AddSingleton<IProtocolEvents>(static provider => provider.GetRequiredService<SnapshotterStanding>());
        return services;
    }

    private static void AddFollowing(IServiceCollection services, ProtocolOptions protocol)
    {
        services.AddSingleton(provider => new ChainSubscription(
            new SubscriptionOptions { Url = protocol.WebSocket },
            provider.GetRequiredService<IProtocolContract>().Address,
            provider.GetRequiredService<IProtocolContract>().Topics,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ChainSubscription>>()));
        services.AddSingleton<IAnchorNews, AnchorNews>();
        services.AddSingleton<AnchorCursorStore>();
        services.AddSingleton<AnchorReorganisation>();
        services.AddSingleton<BatchDecisions>();
        services.AddSingleton<EventEffects>();
        services.AddSingleton<AnchorReader>();
        services.AddSingleton<AnnouncedEpochs>();
        services.AddSingleton<IEpochSource>(static provider => provider.GetRequiredService<AnnouncedEpochs>());
        services.AddSingleton<IProtocolEvents>(static provider => provider.GetRequiredService<AnnouncedEpochs>());
        services.AddSingleton<FinalityCatchUp>();
        AddPart<AnchorSubscription>(services);
        AddPart<AnchorFollower>(services);
        services.AddSingleton<IProtocolEvents>(static provider => provider.GetRequiredService<FinalityCatchUp>());
    }

    private static void AddSubmitter(IServiceCollection services, NodeOptions options, NodeKeys keys)
    {
        if (options.Protocol.Submitter == SubmitterKind.Relayer)
        {
            services.AddSingleton(options.Relayer);
            services.AddSingleton<ISubmitter, RelayerSubmitter>();
            return;
        }

        services.AddSingleton(options.Transactions);
        services.AddSingleton(static provider => new TransactionSender(
            provider.GetRequiredService<AnchorRpc>().Client, provider.GetRequiredService<SendingOptions>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TransactionSender>>()));
        services.AddSingleton(static provider => new TransactionFollower(
            provider.GetRequiredService<AnchorRpc>().Client, provider.GetRequiredService<TransactionSender>(), provider.GetRequiredService<SendingOptions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TransactionFollower>>()));
        services.AddSingleton<ISubmitter>(provider => new DirectSubmitter(
            provider.GetRequiredService<IStateStore>(), provider.GetRequiredService<IProtocolContract>(), provider.GetRequiredService<ContractViews>(),
            provider.GetRequiredService<SubmissionSigner>(), keys.Senders, provider.GetRequiredService<TransactionSender>(), provider.GetRequiredService<TransactionFollower>(),
            provider.GetRequiredService<AnchorHead>(), options.Protocol.GasLimit));
    }

    private static void AddPart<T>(IServiceCollection services) where T : class, IPipelinePart
    {
        services.TryAddSingleton<T>();
        services.AddSingleton<IPipelinePart>(static provider => provider.GetRequiredService<T>());
    }

    private static IProtocolContract ContractOf(ProtocolOptions protocol) => protocol.Kind == ProtocolKind.V2
        ? new V2Contract(Address.Parse(protocol.Address), Address.Parse(protocol.DataMarket), protocol.TakesPending)
        : new V1Contract(Address.Parse(protocol.Address));

    private static SubmissionForm FormOf(ProtocolOptions protocol) =>
        protocol.Kind == ProtocolKind.V2 ? SubmissionForm.V2 : protocol.Slot is null ? SubmissionForm.V1 : SubmissionForm.V1Slot;
}
