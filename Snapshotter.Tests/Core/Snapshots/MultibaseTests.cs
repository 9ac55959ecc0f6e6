using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Snapshots;

public class MultibaseTests
{
    /// <summary>base256emoji, once in each of three files: nothing that this node talks to writes it.</summary>
    private const string LeftOut = "base256emoji";

    [Theory]
    [InlineData("multibase-basic.csv", "yes mani !")]
    [InlineData("multibase-leading_zero.csv", "\0yes mani !")]
    [InlineData("multibase-two_leading_zeros.csv", "\0\0yes mani !")]
    public void Every_encoding_of_the_vectors_is_read_and_written(string file, string content)
    {
        var cases = Read(file);
        cases.Should().HaveCount(23);
        cases.RemoveAll(item => item.Encoding == LeftOut).Should().Be(1);
        foreach (var (encoding, text) in cases)
        {
            Decode(text).Should().Equal(Encoding.UTF8.GetBytes(content), encoding);
            Multibase.Encode(text[0], Encoding.UTF8.GetBytes(content)).Should().Be(text, encoding);
        }
    }

    [Fact]
    public void Encodings_that_ignore_case_read_mixed_case()
    {
        var cases = Read("multibase-case_insensitivity.csv");
        cases.Should().HaveCount(12);
        foreach (var (encoding, text) in cases) Decode(text).Should().Equal("hello world"u8.ToArray(), encoding);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?abc")]
    [InlineData("🚀🏃")]
    [InlineData("b1")]
    [InlineData("ba")]
    [InlineData("bab")]
    [InlineData("bé")]
    [InlineData("cpfsxgidnmfxgsibb=")]
    [InlineData("cme")]
    [InlineData("cme========")]
    [InlineData("f0")]
    [InlineData("fg0")]
    [InlineData("z0")]
    [InlineData("zé")]
    [InlineData("k-")]
    [InlineData("9a")]
    [InlineData("meWVzIG1hbmkgIQ==")]
    [InlineData("MeWVzIG1hbmkgIQ=")]
    public void A_text_that_is_not_well_formed_is_refused(string text) =>
        Multibase.TryDecode(text, new byte[64], out _).Should().BeFalse();

    [Fact]
    public void A_text_beyond_the_limit_or_the_target_is_refused()
    {
        Multibase.TryDecode("f" + new string('0', Multibase.MaxTextLength), new byte[2048], out _).Should().BeFalse();
        Multibase.TryDecode("f000000", new byte[2], out _).Should().BeFalse();
        Multibase.TryDecode("z7paNL19xttacUY", new byte[9], out _).Should().BeFalse();
    }

    [Fact]
    public void Any_bytes_come_back_from_every_encoding()
    {
        var prefixes = Gen.Elements("07fFbBcCvVtThmMuU9kKzZ".ToCharArray());
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().Where(value => value.Length <= 100);
        Prop.ForAll(prefixes.ToArbitrary(), bytes.ToArbitrary(), (prefix, content) => Decode(Multibase.Encode(prefix, content)).AsSpan().SequenceEqual(content))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static byte[] Decode(string text)
    {
        var bytes = new byte[256];
        Multibase.TryDecode(text, bytes, out var length).Should().BeTrue(text);
        return bytes[..length];
    }

    private static List<(string Encoding, string Text)> Read(string file) =>
    [
        .. File.ReadLines(Repository.Vector("cid", file)).Skip(1).Where(line => line.Length > 0)
            .Select(line => line.Split(", ")).Select(parts => (parts[0], parts[1].Trim('"'))),
    ];
}
