using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Keys;

public class IcapTests
{
    [Fact]
    public void Every_address_is_read_back() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Gen.Choose(0, 255).ArrayOf(20).ToArbitrary(), bytes =>
        {
            var address = new Address(bytes.Select(b => (byte)b).ToArray());
            Icap.TryDecode(Icap.Encode(address), out var decoded).Should().BeTrue();
            decoded.Should().Be(address);
        }));

    [Fact]
    public void A_changed_digit_is_noticed()
    {
        const string Text = "XE63Q80RJTZU4GDHIOE9JD7XKXYDS4JVL07";
        for (var i = 2; i < Text.Length; i++)
        {
            var changed = Text.ToCharArray();
            changed[i] = changed[i] == '7' ? '8' : '7';
            Icap.TryDecode(new string(changed), out _).Should().BeFalse();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("xe63q80rjtzu4gdhioe9jd7xkxyds4jvl07")]
    [InlineData("XE63Q80RJTZU4GDHIOE9JD7XKXYDS4JVL0")]
    [InlineData("XE63Q80RJTZU4GDHIOE9JD7XKXYDS4JV-07")]
    [InlineData("DE63Q80RJTZU4GDHIOE9JD7XKXYDS4JVL07")]
    public void A_text_of_another_shape_is_refused(string? text) => Icap.TryDecode(text, out _).Should().BeFalse();

    [Fact]
    public void A_number_beyond_the_addresses_is_refused()
    {
        // The check digits are right, found by trying all; only the number is too large.
        var texts = Enumerable.Range(0, 100).Select(check => $"XE{check:00}{new string('Z', 31)}");
        texts.Should().OnlyContain(text => !Accepts(text));
    }

    private static bool Accepts(string text) => Icap.TryDecode(text, out _);
}
