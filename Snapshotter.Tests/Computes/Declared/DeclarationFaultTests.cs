using Snapshotter.Core.Configuration;
using Snapshotter.Tests.Core.Configuration;

namespace Snapshotter.Tests.Computes.Declared;

/// <summary>What is wrong with a declared processor is told with file, place, reason and fix, all at once.</summary>
public sealed class DeclarationFaultTests
{
    private const string Processor = "$.config[0].processor";

    public static TheoryData<string, string, string> Spoilt => new()
    {
        { """{"kind":"magic"}""", $"{Processor}.kind", "'magic' is no kind of processor" },
        { """{"kind":"calls","at":"epoch_end"}""", Processor, "'reads' is missing" },
        { """{"kind":"calls","reads":[{"name":"a","function":"f() returns (bool)"}]}""", Processor, "'at' is missing" },
        { """{"kind":"calls","at":"noon","reads":[{"name":"a","function":"f() returns (bool)"}]}""", $"{Processor}.at", "'noon' is no time" },
        { """{"kind":"calls","at":"epoch_end","reads":[]}""", $"{Processor}.reads", "Nothing is read" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"function":"f() returns (bool)"}]}""", $"{Processor}.reads[0]", "'name' is missing" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a"}]}""", $"{Processor}.reads[0]", "'function' is missing" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (nothing)"}]}""", $"{Processor}.reads[0].function", "'nothing' is no ABI type" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f()"}]}""", $"{Processor}.reads[0].function", "f() returns nothing" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (bool, bool b)"}]}""", $"{Processor}.reads[0].function", "has no name" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (bool b, bool b)"}]}""", $"{Processor}.reads[0].function", "Two values have one name" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns ((bool, bool b)[] items)"}]}""", $"{Processor}.reads[0].function", "has no name" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (fixed)"}]}""", $"{Processor}.reads[0].function", "fixed128x18 cannot be written" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","contract":"0x12","function":"f() returns (bool)"}]}""", $"{Processor}.reads[0].contract", "'0x12' is no address" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f(address) returns (bool)"}]}""", $"{Processor}.reads[0]", "'arguments' is missing" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f(address) returns (bool)","arguments":[]}]}""", $"{Processor}.reads[0].arguments", "takes 1 arguments, not 0" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f(uint8) returns (bool)","arguments":["{source}"]}]}""", $"{Processor}.reads[0].arguments[0]", "'{source}' is no whole number" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f(uint8) returns (bool)","arguments":[1.5]}]}""", $"{Processor}.reads[0].arguments[0]", "'1.5' is no whole number" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f(uint8) returns (bool)","arguments":[256]}]}""", $"{Processor}.reads[0].arguments", "uint8" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f(bytes4) returns (bool)","arguments":["0x123"]}]}""", $"{Processor}.reads[0].arguments[0]", "'0x123' are no bytes" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f(address[]) returns (bool)","arguments":[["me"]]}]}""", $"{Processor}.reads[0].arguments[0][0]", "'me' is no address" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (bool)"},{"name":"a","function":"g() returns (bool)"}]}""", $"{Processor}.reads[1]", "Two reads have the name 'a'" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (uint8 u)","decimals":{"v":2}}]}""", $"{Processor}.reads[0].decimals.v", "Nothing of this name" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (uint8 u)","decimals":{"u":0}}]}""", $"{Processor}.reads[0].decimals.u", "out of range" },
        { """{"kind":"calls","at":"epoch_end","reads":[{"name":"a","function":"f() returns (bool b)","decimals":{"b":2}}]}""", $"{Processor}.reads[0].decimals.b", "type bool has no decimals" },
        { """{"kind":"events","count":true}""", Processor, "'event' is missing" },
        { """{"kind":"events","event":"Swap(","count":true}""", $"{Processor}.event", "This is no event" },
        { """{"kind":"events","event":"Swap(uint256 a) anonymous","count":true}""", $"{Processor}.event", "anonymous" },
        { """{"kind":"events","event":"Swap(uint256 a)"}""", Processor, "neither counted nor summed nor listed" },
        { """{"kind":"events","event":"Swap(uint256 a)","count":1}""", $"{Processor}.count", "Expected true or false" },
        { """{"kind":"events","event":"Swap(uint256 a)","sum":["b"]}""", $"{Processor}.sum[0]", "Swap has no argument 'b'" },
        { """{"kind":"events","event":"Swap(address a)","sum":["a"]}""", $"{Processor}.sum[0]", "type address cannot be summed" },
        { """{"kind":"events","event":"Swap(uint256[] a)","group_by":["a"],"count":true}""", $"{Processor}.group_by[0]", "type uint256[] cannot be grouped by" },
        { """{"kind":"events","event":"Swap(uint256 a)","list":["a","a"]}""", $"{Processor}.list[1]", "'a' stands in the list already" },
        { """{"kind":"events","event":"Swap(uint256 a, uint256 b)","sum":["a"],"decimals":{"b":2}}""", $"{Processor}.decimals.b", "Nothing of this name is written" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_faulty_declaration_is_told_with_its_place(string processor, string path, string reason)
    {
        var fault = FaultsOf(processor).Should().Contain(fault => fault.Path == path && fault.Reason.Contains(reason)).Which;

        fault.File.Should().Be("projects.json");
        fault.Fix.Should().EndWith(".");
    }

    [Fact]
    public void All_faults_of_a_declaration_are_told_at_once()
    {
        var faults = FaultsOf("""{"kind":"calls","at":"noon","reads":[{"name":"a","function":"f("},{"name":"b","contract":"x","function":"g(uint8) returns (uint8 u)","arguments":["y"],"decimals":{"v":1}}]}""");

        faults.Select(static fault => fault.Path).Should().BeEquivalentTo(
            $"{Processor}.at", $"{Processor}.reads[0].function", $"{Processor}.reads[1].contract", $"{Processor}.reads[1].arguments[0]", $"{Processor}.reads[1].decimals.v");
    }

    [Theory]
    [InlineData("""{"kind":"calls","at":"epoch_end","reads":[{"name":"a","contract":"0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc","function":"f() returns (bool)"}]}""", "takes no data source")]
    [InlineData("""{"kind":"events","contract":"0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc","event":"Sync(uint112 a, uint112 b)","count":true}""", "takes no data source")]
    public void A_declaration_without_the_source_is_one_project(string processor, string reason) =>
        FaultsOf(processor).Should().ContainSingle(fault => fault.Path == "$.config[0].projects" && fault.Reason.Contains(reason));

    [Fact]
    public void A_declared_processor_has_no_bulk_mode() =>
        FaultsOf("""{"kind":"events","event":"Sync(uint112 a, uint112 b)","count":true},"bulk_mode":true,"x":{}""")
            .Should().ContainSingle().Which.ToString().Should().StartWith("projects.json $.config[0].bulk_mode: A declared processor builds the snapshot of one project at a time.");

    private static IReadOnlyList<ConfigurationFault> FaultsOf(string processor)
    {
        using var folder = new ConfigurationFolder();
        return folder
            .Write("projects.json", $$"""{"config":[{"project_type":"declared","projects":["0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc"],"preload_tasks":[],"processor":{{processor}}}]}""")
            .Write("aggregator.json", """{"config":[]}""")
            .Faults();
    }
}
