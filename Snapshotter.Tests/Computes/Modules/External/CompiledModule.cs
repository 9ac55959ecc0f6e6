using System.Reflection;
using System.Reflection.Emit;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Preloading;

namespace Snapshotter.Tests.Computes.Modules.External;

/// <summary>Compiles assemblies with preloaders that do nothing but what a test gives their constructors to do.</summary>
internal static class CompiledModule
{
    private const MethodAttributes Public = MethodAttributes.Public | MethodAttributes.HideBySig;

    private static readonly Type[] Parameters = [typeof(ISourceChain), typeof(CancellationToken)];

    /// <summary>An assembly.</summary>
    public static byte[] Assembly(string name, Action<ModuleBuilder> define, string version = "1.0.0.0")
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = Version.Parse(version) }, typeof(object).Assembly);
        define(assembly.DefineDynamicModule(name));
        using var bytes = new MemoryStream();
        assembly.Save(bytes);
        return bytes.ToArray();
    }

    /// <summary>An assembly with one preloader.</summary>
    public static byte[] Preloader(string className, Action<ILGenerator>? construct = null, Action<TypeBuilder>? extend = null) =>
        Assembly($"Module{className}", module => DefinePreloader(module, className, construct, extend));

    /// <summary>Adds a preloader.</summary>
    public static void DefinePreloader(ModuleBuilder module, string className, Action<ILGenerator>? construct = null, Action<TypeBuilder>? extend = null)
    {
        var type = module.DefineType(className, TypeAttributes.Public, typeof(object), [typeof(IPreloader)]);
        DefineConstructor(type, construct, []);
        DefinePreload(type);
        extend?.Invoke(type);
        type.CreateType();
    }

    /// <summary>Adds the constructor.</summary>
    public static void DefineConstructor(TypeBuilder type, Action<ILGenerator>? construct, Type[] parameters)
    {
        var code = type.DefineConstructor(Public, CallingConventions.Standard, parameters).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(object).GetConstructor(Type.EmptyTypes)!);
        construct?.Invoke(code);
        code.Emit(OpCodes.Ret);
    }

    /// <summary>Adds the method of <see cref="IPreloader"/>.</summary>
    public static void DefinePreload(TypeBuilder type)
    {
        var code = type.DefineMethod(nameof(IPreloader.PreloadAsync), Public | MethodAttributes.Virtual, typeof(ValueTask), Parameters).GetILGenerator();
        var result = code.DeclareLocal(typeof(ValueTask));
        code.Emit(OpCodes.Ldloca, result);
        code.Emit(OpCodes.Initobj, typeof(ValueTask));
        code.Emit(OpCodes.Ldloc, result);
        code.Emit(OpCodes.Ret);
    }

    /// <summary>Throws an exception with a message.</summary>
    public static void Throw(ILGenerator code, string message)
    {
        code.Emit(OpCodes.Ldstr, message);
        code.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        code.Emit(OpCodes.Throw);
    }
}
