using OnRecord.Events;

namespace OnRecord.Entities.Tests;

public sealed class LocalIdTests
{
    [Fact]
    public void The_same_name_has_the_same_id_however_it_is_written() =>
        Assert.Equal(LocalId.Of(EntityType.Person, "Zoë O'Hara"), LocalId.Of(EntityType.Person, "ZOE O’HARA"));

    [Fact]
    public void A_person_and_a_place_of_one_name_have_different_ids() =>
        Assert.NotEqual(LocalId.Of(EntityType.Person, "Lincoln"), LocalId.Of(EntityType.Place, "Lincoln"));

    // Ids stand in other services' databases: a change of the hash would orphan them.
    [Fact]
    public void An_id_never_changes() => Assert.Equal("local-69c233254938ec28bea1", LocalId.Of(EntityType.Person, "Ada Byron"));

    [Theory]
    [InlineData("")]
    [InlineData("!?")]
    [InlineData("\uD83D\uDE00")]
    public void A_name_without_letters_has_an_id(string name) => Assert.Matches("^local-[0-9a-f]{20}$", LocalId.Of(EntityType.Other, name));
}
