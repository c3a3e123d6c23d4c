using OnRecord.Language.Names;

namespace OnRecord.Language.Tests.Names;

public class GazetteerTests
{
    [Theory]
    [InlineData("Bashar", "al-Assad")]
    [InlineData("BASHAR AL", "Assad")]
    public void A_phrase_is_found_however_it_is_cut_and_cased(string first, string second)
    {
        var gazetteer = Gazetteer.Read(new StringReader("bashar al-assad\t1\n"));

        Assert.Equal(NameLists.Person, gazetteer.Find(PhraseHash.Of(first).Then(PhraseHash.Of(second))));
    }

    [Fact]
    public void A_phrase_on_two_lists_has_both()
    {
        var gazetteer = Gazetteer.Read(new StringReader("georgia\t8\ngeorgia\t32\n"));

        Assert.Equal(NameLists.Country | NameLists.Region, gazetteer.Find(PhraseHash.Of("Georgia")));
    }

    [Fact]
    public void A_line_without_lists_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => Gazetteer.Read(new StringReader("georgia\n")));
    }
}
