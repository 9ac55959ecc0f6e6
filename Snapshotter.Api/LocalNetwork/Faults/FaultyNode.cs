using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission;

namespace Snapshotter.Api.LocalNetwork.Faults;

/// <summary>Makes this process the faulty node of a local network, when whoever started it asked for that.</summary>
internal static class FaultyNode
{
    /// <summary>The variable that names a <see cref="FaultKind"/>. No setting: nobody runs a node of a real network with it.</summary>
    public const string Variable = "SNAPSHOTTER_FAULT";

    /// <summary>The fault this process was started with.</summary>
    public static FaultKind Asked => Enum.TryParse<FaultKind>(Environment.GetEnvironmentVariable(Variable), ignoreCase: true, out var kind) ? kind : FaultKind.None;

    /// <summary>The plan with processors that err, where the fault is in what is built.</summary>
    public static ProjectPlan Apply(FaultKind fault, ProjectPlan plan) => fault == FaultKind.Wrong
        ? plan with { Types = [.. plan.Types.Select(static type => type with { Processor = new ErringProcessor(type.Processor) })] }
        : plan;

    /// <summary>Decorates the submitter, where the fault is in what is submitted.</summary>
    public static void AddFault(this IServiceCollection services, FaultKind fault)
    {
        if (fault is not (FaultKind.Late or FaultKind.Silent)) return;
        var honest = services.Last(static service => service.ServiceType == typeof(ISubmitter));
        services.AddSingleton<ISubmitter>(provider =>
        {
            var inner = honest.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, honest.ImplementationType!);
            return fault == FaultKind.Late ? new LateSubmitter((ISubmitter)inner) : new SilentSubmitter();
        });
    }
}
