using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Tests.Core.Snapshots;

public class CodePointOrderTests
{
    /// <summary>Not attributes: those cannot hold half a surrogate pair.</summary>
    public static TheoryData<string, string> Ordered { get; } = new()
    {
        { "block10", "block9" },
        { "block1000", "block991" },
        { "", "a" },
        { "a", "ab" },
        { "Z", "a" },
        { "\uFFFF", "\U0001F984" },
        { "\uE000", "\U00010000" },
        { "\uD83D", "\uE000" },
        { "\uD83D!", "\uD83D\uDE00" },
        { "\uD83D\uE000", "\uD83D\uDE00" },
        { "\U0001F600", "\U0001F601" },
        { "\uDE00", "\uDE01" },
    };

    [Theory]
    [MemberData(nameof(Ordered), DisableDiscoveryEnumeration = true)]
    public void The_first_text_comes_before_the_second(string first, string second)
    {
        CodePointOrder.Instance.Compare(first, second).Should().BeNegative();
        CodePointOrder.Instance.Compare(second, first).Should().BePositive();
        CodePointOrder.Instance.Compare(second, new string(second)).Should().Be(0);
    }

    [Fact]
    public void It_is_the_order_of_the_code_points_of_any_two_texts()
    {
        var unit = Gen.Elements('a', 'b', '\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uE000', '\uFFFF');
        var text = unit.ListOf().Select(units => new string([.. units]));
        Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), (x, y) =>
            Math.Sign(CodePointOrder.Compare(x, y)) == Math.Sign(CodePoints(x).AsSpan().SequenceCompareTo(CodePoints(y))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static int[] CodePoints(string text)
    {
        var points = new List<int>();
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            points.Add(isPair ? new Rune(text[i], text[i + 1]).Value : text[i]);
            if (isPair) i++;
        }

        return [.. points];
    }
}
