using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Snapshotter.Computes;
using Snapshotter.Computes.Modules;
using Snapshotter.Computes.Modules.External;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Preloading;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.Modules.External;

public sealed class ModuleLoaderTests : IDisposable
{
    private static readonly Machine OtherMachine = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? Machine.Amd64 : Machine.Arm64;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Files that are no modules, each with a piece of the reason.</summary>
    public static TheoryData<string, Func<byte[]>, string> Refused => new()
    {
        { "text", () => "no assembly"u8.ToArray(), "no .NET assembly" },
        { "empty", () => [], "no .NET assembly" },
        { "cut off", () => CompiledModule.Preloader("Good")[..700], "no .NET assembly" },
        { "an ELF library", () => [0x7f, (byte)'E', (byte)'L', (byte)'F', .. new byte[200]], "no .NET assembly" },
        { "a native library", () => PatchedImage.Native(CompiledModule.Preloader("Good")), "native library" },
        { "another processor", () => PatchedImage.ForMachine(CompiledModule.Preloader("Good"), OtherMachine), $"built for {OtherMachine}" },
        { "another contract", () => PatchedImage.Against(CompiledModule.Preloader("Good"), "Snapshotter.Core", 9), "built against Snapshotter.Core 9.1.0.0, and this node has 0.1.0.0" },
        { "a contract with another interface", WithoutTheMethod, "cannot be loaded: Method 'PreloadAsync'" },
        { "no reference to the contracts", () => CompiledModule.Assembly("Alone", static module => module.DefineType("Alone", TypeAttributes.Public).CreateType()), "holds no modules" },
        { "no module", WithoutModules, "no public class that is one of ISnapshotProcessor, IBulkProcessor, IAggregateProcessor, IPreloader, ISnapshotTransformation" },
        { "a constructor that throws", () => CompiledModule.Preloader("Bad", static code => CompiledModule.Throw(code, "no luck")), "Its class Bad cannot be made: no luck." },
        { "a static constructor that throws", WithStaticConstructor, "Its class Bad cannot be made: never." },
        { "no constructor without parameters", WithParameters, "Its class Bad has no public constructor without parameters." },
        { "a built-in name", () => CompiledModule.Preloader("TradeVolumeProcessor"), "TradeVolumeProcessor has a name that the node or another module has already" },
        { "the name of a delegate task", () => CompiledModule.Preloader("TxReceiptProcessor"), "TxReceiptProcessor has a name" },
        { "the name of a bulk processor", () => CompiledModule.Preloader("SafeCreateProcessor"), "SafeCreateProcessor has a name" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_file_that_is_no_module_is_refused_with_its_name_and_reason(string what, Func<byte[]> bytes, string reason)
    {
        Write("bad.dll", bytes());

        var loading = () => ModuleLoader.Load(new ModuleOptions { Path = _folder.Root }, BuiltInModules.ClassNames);

        loading.Should().Throw<ConfigurationException>(what).Which.Message.Should().Contain($"  bad.dll: ").And.Contain(reason).And.Contain("Modules:StartWithoutRefused").And.NotContain("   at ");
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_without_being_read()
    {
        using (var file = File.Create(_folder.PathOf("large.dll"))) file.SetLength(ModuleFile.MaxBytes + 1);

        Load(startWithoutRefused: true).Refusals.Should().ContainSingle().Which.ToString().Should().StartWith("large.dll: The file has 33554433 bytes");
    }

    [Fact]
    public void A_folder_without_the_assembly_of_its_name_is_refused()
    {
        Write(Path.Combine("one", "other.dll"), CompiledModule.Preloader("Good"));

        Load(startWithoutRefused: true).Refusals.Should().ContainSingle().Which.ToString().Should().StartWith($"{Path.Combine("one", "one.dll")}: There is no such file");
    }

    [Fact]
    public void All_refused_files_are_told_at_once_and_the_others_are_taken_when_the_operator_says_so()
    {
        Write("a.dll", "no assembly"u8.ToArray());
        Write("b.dll", CompiledModule.Preloader("Good"));
        Write("c.dll", CompiledModule.Preloader("Good"));

        var refusing = () => Load(startWithoutRefused: false);
        refusing.Should().Throw<ConfigurationException>().Which.Message.Should().StartWith("2 modules are refused in ").And.Contain("  a.dll: ").And.Contain("  c.dll: Its class Good has a name that the node or another module has already.");

        var modules = Load(startWithoutRefused: true);
        modules.Refusals.Select(static refusal => refusal.File).Should().Equal("a.dll", "c.dll");
        modules.Notes.Should().HaveCount(3).And.Contain("The module b.dll adds Good; it runs with the rights of this node.").And.Contain(static note => note.StartsWith("A module is refused and left out: a.dll: "));
        Registry(modules).Known.Preloaders.Should().Contain(["Good", "EthPricePreloader"]);
        Registry(modules).Preloader("Good").Should().NotBeNull();
    }

    [Fact]
    public void Without_a_folder_there_are_no_modules_and_a_missing_one_is_told()
    {
        ModuleLoader.Load(new ModuleOptions(), BuiltInModules.ClassNames).Should().BeSameAs(AddedModules.None);

        var loading = () => ModuleLoader.Load(new ModuleOptions { Path = _folder.PathOf("nowhere") }, BuiltInModules.ClassNames);
        loading.Should().Throw<ConfigurationException>().WithMessage("Modules:Path: there is no folder *nowhere*");
    }

    [Fact]
    public void Two_modules_may_depend_on_two_versions_of_one_library()
    {
        foreach (var (name, version, method) in new[] { ("First", "1.0.0.0", "Old"), ("Second", "2.0.0.0", "New") })
        {
            var library = CompiledModule.Assembly("Library", module => DefineLibrary(module, method), version);
            Write(Path.Combine(name, "Library.dll"), library);
            var known = new AssemblyLoadContext(name, isCollectible: true).LoadFromStream(new MemoryStream(library)).GetType("Library")!.GetMethod(method)!;
            Write(Path.Combine(name, $"{name}.dll"), CompiledModule.Preloader(name, code => code.Emit(OpCodes.Call, known)));
        }

        var modules = Load(startWithoutRefused: false);

        modules.Added.Select(static added => added.Set.ClassNames.Single()).Should().Equal("First", "Second");
    }

    [Fact]
    public void A_dependency_that_is_missing_is_named()
    {
        var library = CompiledModule.Assembly("Library", static module => DefineLibrary(module, "Old"));
        var known = new AssemblyLoadContext("missing", isCollectible: true).LoadFromStream(new MemoryStream(library)).GetType("Library")!.GetMethod("Old")!;
        Write("lonely.dll", CompiledModule.Preloader("Lonely", code => code.Emit(OpCodes.Call, known)));

        Load(startWithoutRefused: true).Refusals.Should().ContainSingle().Which.Reason.Should().Contain("Library, Version=1.0.0.0");
    }

    [Fact]
    public void A_module_shares_the_contracts_with_the_node_although_copies_lie_beside_it()
    {
        Write(Path.Combine("good", "good.dll"), CompiledModule.Preloader("Good"));
        var contract = typeof(IPreloader).Assembly.Location;
        File.Copy(contract, _folder.PathOf("good", Path.GetFileName(contract)));

        var preloader = Load(startWithoutRefused: false).Sets.Single().Preloaders["Good"];

        preloader.GetType().GetInterfaces().Should().Equal(typeof(IPreloader));
        AssemblyLoadContext.GetLoadContext(preloader.GetType().Assembly).Should().NotBeSameAs(AssemblyLoadContext.Default);
    }

    [Fact]
    public void A_module_that_nobody_uses_any_more_leaves_the_memory()
    {
        Write("good.dll", CompiledModule.Preloader("Good"));

        var context = LoadAndForget();
        for (var i = 0; i < 20 && context.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        context.IsAlive.Should().BeFalse();
    }

    private static ModuleRegistry Registry(AddedModules modules) => new(UniswapV2Settings.Mainnet, modules.Sets);

    private static byte[] WithoutTheMethod() => CompiledModule.Assembly("Older", static module =>
    {
        var type = module.DefineType("Older", TypeAttributes.Public, typeof(object), [typeof(IPreloader)]);
        CompiledModule.DefineConstructor(type, null, []);
        type.CreateType();
    });

    private static byte[] WithoutModules() => CompiledModule.Assembly("Hidden", static module =>
    {
        var type = module.DefineType("Hidden", TypeAttributes.NotPublic, typeof(object), [typeof(IPreloader)]);
        CompiledModule.DefineConstructor(type, null, []);
        CompiledModule.DefinePreload(type);
        type.CreateType();
    });

    private static byte[] WithStaticConstructor() => CompiledModule.Preloader("Bad", extend: static type =>
    {
        var code = type.DefineTypeInitializer().GetILGenerator();
        CompiledModule.Throw(code, "never");
    });

    private static byte[] WithParameters() => CompiledModule.Assembly("Bad", static module =>
    {
        var type = module.DefineType("Bad", TypeAttributes.Public, typeof(object), [typeof(IPreloader)]);
        CompiledModule.DefineConstructor(type, null, [typeof(int)]);
        CompiledModule.DefinePreload(type);
        type.CreateType();
    });

    private static void DefineLibrary(ModuleBuilder module, string method)
    {
        var type = module.DefineType("Library", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        type.DefineMethod(method, MethodAttributes.Public | MethodAttributes.Static, typeof(void), []).GetILGenerator().Emit(OpCodes.Ret);
        type.CreateType();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference LoadAndForget()
    {
        var preloader = Load(startWithoutRefused: false).Sets.Single().Preloaders["Good"];
        return new WeakReference(AssemblyLoadContext.GetLoadContext(preloader.GetType().Assembly));
    }

    private AddedModules Load(bool startWithoutRefused) =>
        ModuleLoader.Load(new ModuleOptions { Path = _folder.Root, StartWithoutRefused = startWithoutRefused }, BuiltInModules.ClassNames);

    private void Write(string name, byte[] bytes)
    {
        var path = _folder.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
