using Snapshotter.Api.CommandLine;
using Snapshotter.Core;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Network.Epochs;

namespace Snapshotter.Tests.Api.Metrics;

/// <summary>The instruments of all rooms: every class that is made from a meter alone.</summary>
internal sealed class EveryMetric : IDisposable
{
    private readonly List<object> _rooms;

    public EveryMetric(NodeMeter meter)
    {
        Type[] products = [typeof(Pipeline), typeof(EpochManager), typeof(CommandLineApp)];
        _rooms = [.. products.SelectMany(static product => product.Assembly.GetTypes())
            .Where(static type => type is { IsClass: true, IsAbstract: false } && type.GetConstructors() is [var only] && only.GetParameters() is [{ ParameterType: var needed }] && needed == typeof(NodeMeter))
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .Select(type => Activator.CreateInstance(type, meter)!)];
    }

    public T Of<T>() => _rooms.OfType<T>().Single();

    public void Dispose()
    {
        foreach (var room in _rooms.OfType<IDisposable>()) room.Dispose();
    }
}
