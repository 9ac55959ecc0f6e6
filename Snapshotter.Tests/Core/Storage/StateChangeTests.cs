using System.Runtime.CompilerServices;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Core.Storage;

public sealed class StateChangeTests
{
    /// <summary>All parts of a change.</summary>
    public static TheoryData<string> Parts => [.. typeof(StateChange).GetProperties().Where(static property => property.CanWrite && property.Name != nameof(StateChange.IsOfTurn)).Select(static property => property.Name)];

    [Fact]
    public void A_change_without_parts_is_empty() => new StateChange().IsEmpty.Should().BeTrue();

    [Fact]
    public void Whose_turn_it_is_changes_nothing_by_itself() => new StateChange { IsOfTurn = true }.IsEmpty.Should().BeTrue();

    [Fact]
    public void A_change_that_says_there_are_no_projects_is_not_empty() => new StateChange { Projects = [] }.IsEmpty.Should().BeFalse();

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_change_with_any_one_part_is_not_empty(string part)
    {
        var change = new StateChange();
        var property = typeof(StateChange).GetProperty(part)!;
        property.SetValue(change, OneOf(property.PropertyType));

        change.IsEmpty.Should().BeFalse();
    }

    private static object OneOf(Type part) =>
        part.IsGenericType ? Array.CreateInstance(part.GetGenericArguments().Single(), 1) : RuntimeHelpers.GetUninitializedObject(part);
}
