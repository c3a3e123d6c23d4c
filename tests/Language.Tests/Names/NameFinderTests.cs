using static OnRecord.Language.NameType;

namespace OnRecord.Language.Tests.Names;

public class NameFinderTests
{
    [Theory]
    [InlineData("The minister met Angela Merkel in Berlin on Tuesday.", "Angela Merkel", Person)]
    [InlineData("The minister met Angela Merkel in Berlin on Tuesday.", "Berlin", Place)]
    [InlineData("Shares of Siemens fell after the European Commission opened an inquiry.", "European Commission", Organization)]
    [InlineData("Two French lawmakers resigned on Friday.", "French", Other)]
    public void A_name_is_found_with_its_type(string text, string name, NameType type)
    {
        Assert.Contains((name, type), Names(text));
    }

    [Fact]
    public void A_title_stays_outside_the_span()
    {
        Assert.Contains(("Emmanuel Macron", Person), Names("President Emmanuel Macron arrived in London late on Monday."));
    }

    [Fact]
    public void A_possessive_stays_outside_the_span()
    {
        Assert.Contains(("Ukraine", Place), Names("Officials said Ukraine's army had left the town."));
    }

    [Fact]
    public void Accents_are_part_of_a_name()
    {
        Assert.Contains(("Recep Tayyip Erdoğan", Person), Names("Turkish President Recep Tayyip Erdoğan said the talks had failed."));
    }

    [Theory]
    [InlineData("GERMANY TO SEND MORE TROOPS, MINISTER SAYS", "GERMANY", Place)]
    [InlineData("MODI MEETS MACRON IN NEW DELHI TO DISCUSS TRADE", "NEW DELHI", Place)]
    [InlineData("putin will travel to beijing next week, officials said", "beijing", Place)]
    public void Names_are_found_without_the_help_of_capitals(string text, string name, NameType type)
    {
        Assert.Contains((name, type), Names(text));
    }

    [Theory]
    [InlineData("Nguyễn Phú Trọng met reporters in Hanoi on Monday.", "Nguyễn Phú Trọng")]
    [InlineData("The rally was led by Jean-Luc Mélenchon on Sunday.", "Jean-Luc Mélenchon")]
    public void A_name_of_several_parts_is_one_span(string text, string name)
    {
        Assert.Contains((name, Person), Names(text));
    }

    [Fact]
    public void A_text_without_names_gives_none()
    {
        Assert.Empty(Names("it was raining, and nobody had brought an umbrella."));
    }

    [Fact]
    public void The_same_text_gives_the_same_names()
    {
        const string Text = "Kaja Kallas told Reuters in Tallinn that Estonia would not wait for NATO.";

        Assert.Equal(Names(Text), Names(Text));
    }

    [Fact]
    public void A_long_text_is_read_in_pieces_that_do_not_show()
    {
        const string Sentence = "Anna Schmidt of Siemens met Paul Weber in Hamburg. ";
        var once = Names(Sentence);

        var often = Names(string.Concat(Enumerable.Repeat(Sentence, 100)));

        Assert.Equal(4, once.Length);
        Assert.Equal(Enumerable.Repeat(once, 100).SelectMany(names => names), often);
    }

    [Theory]
    [InlineData("Please send AnnualReport.pdf to jane.miller@example.com before noon.")]
    [InlineData("See www.harvest-report.example and file://server/Plans/Budget.doc for the details.")]
    public void Addresses_and_files_are_no_names(string text)
    {
        Assert.Empty(Names(text));
    }

    private static (string, NameType)[] Names(string text) =>
        LanguageEngine.Default.Analyze(text).Mentions
            .Where(mention => mention.Form == MentionForm.Name)
            .Select(mention => (mention.Range.Of(text), mention.Type))
            .ToArray();
}
