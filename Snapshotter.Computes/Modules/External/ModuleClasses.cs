using System.Reflection;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.Modules.External;

/// <summary>Makes the modules of an assembly: one instance of each public class that is one.</summary>
internal static class ModuleClasses
{
    private static readonly Type[] Kinds = [typeof(ISnapshotProcessor), typeof(IBulkProcessor), typeof(IAggregateProcessor), typeof(IPreloader), typeof(ISnapshotTransformation)];

    /// <summary>The modules.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="taken">The class names that the node or another module has.</param>
    /// <exception cref="ModuleRefusedException">There are none, or one of them cannot be taken.</exception>
    public static ModuleSet Make(Assembly assembly, IReadOnlySet<string> taken)
    {
        var types = PublicTypes(assembly).Where(IsModule).OrderBy(static type => type.Name, StringComparer.Ordinal).ToArray();
        if (types.Length == 0)
            throw new ModuleRefusedException($"It has no public class that is one of {string.Join(", ", Kinds.Select(static kind => kind.Name))}. Make the class public, or take the file away.");
        var instances = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (taken.Contains(type.Name)) throw new ModuleRefusedException($"Its class {type.Name} has a name that the node or another module has already. Rename the class.");
            if (!instances.TryAdd(type.Name, Create(type))) throw new ModuleRefusedException($"It has two classes {type.Name}. Rename one of them.");
        }

        return new ModuleSet
        {
            Processors = Of<ISnapshotProcessor>(instances),
            BulkProcessors = Of<IBulkProcessor>(instances),
            Aggregates = [.. Of<IAggregateProcessor>(instances).Select(static entry => new AggregateModule(entry.Key, entry.Value))],
            Preloaders = Of<IPreloader>(instances),
            Transformations = Of<ISnapshotTransformation>(instances),
        };
    }

    private static Type[] PublicTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception exception) when (exception is TypeLoadException or FileNotFoundException or FileLoadException or BadImageFormatException or ReflectionTypeLoadException)
        {
            throw new ModuleRefusedException($"Its classes cannot be loaded: {Sentence(exception)} Build it against this node's version, with what it depends on beside it.", exception);
        }
    }

    private static bool IsModule(Type type) => type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && Kinds.Any(kind => kind.IsAssignableFrom(type));

    private static object Create(Type type)
    {
        if (type.GetConstructor(Type.EmptyTypes) is null) throw new ModuleRefusedException($"Its class {type.Name} has no public constructor without parameters. Add one.");
        try
        {
            var module = Activator.CreateInstance(type)!;
            Touch(module);
            return module;
        }
        catch (Exception exception)
        {
            var cause = exception;
            while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner) cause = inner;
            throw new ModuleRefusedException($"Its class {type.Name} cannot be made: {Sentence(cause)} Mend the class.", exception);
        }
    }

    /// <summary>Reads once what the node will read without expecting a failure.</summary>
    private static void Touch(object module)
    {
        if (module is ISnapshotProcessor processor)
        {
            CheckTransformations(processor.Transformations);
            if (!Enum.IsDefined(processor.SourceShape)) throw new InvalidOperationException($"Its SourceShape is {processor.SourceShape}.");
        }

        if (module is IAggregateProcessor aggregate)
        {
            CheckTransformations(aggregate.Transformations);
            if (aggregate.ProjectTypePrefix is null) throw new InvalidOperationException("Its ProjectTypePrefix is null.");
        }
    }

    private static void CheckTransformations(IReadOnlyList<ISnapshotTransformation>? transformations)
    {
        if (transformations is null || transformations.Any(static transformation => transformation is null))
            throw new InvalidOperationException("Its Transformations are null, or one of them is.");
    }

    private static Dictionary<string, T> Of<T>(Dictionary<string, object> instances) where T : class =>
        instances.Where(static entry => entry.Value is T).ToDictionary(static entry => entry.Key, static entry => (T)entry.Value, StringComparer.Ordinal);

    private static string Sentence(Exception exception)
    {
        var text = exception is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } ? first.Message : exception.Message;
        return text.EndsWith('.') ? text : $"{text}.";
    }
}
