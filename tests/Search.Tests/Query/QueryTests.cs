using OnRecord.Defaults;

namespace OnRecord.Search.Tests;

public sealed class QueryTests
{
    [Fact]
    public void A_query_is_taken_apart()
    {
        var query = ParsedQuery.Parse("the harbour \"record harvest\" -storm -\"flood wall\" cher*");

        Assert.Equal(["harbour"], query.Words);
        Assert.Equal(["record", "harvest"], Assert.Single(query.Phrases));
        Assert.Equal([["storm"], ["flood", "wall"]], query.Excluded);
        Assert.Equal(["cher"], query.Prefixes);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("-")]
    [InlineData("* - \" -\"")]
    [InlineData("")]
    public void Marks_alone_ask_for_nothing(string text) => Assert.True(ParsedQuery.Parse(text).IsEmpty);

    [Fact]
    public void Function_words_count_when_there_is_nothing_else() => Assert.Equal(["who"], ParsedQuery.Parse("the who").Words.Except(["the"]));

    [Fact]
    public void Common_words_rank_but_do_not_select()
    {
        var counts = new Dictionary<string, int> { ["rare"] = 3, ["middl"] = 50, ["common"] = 9_000 };

        var some = MatchExpression.Build(ParsedQuery.Parse("common middle rare"), [], counts, limit: 100);
        var common = MatchExpression.Build(ParsedQuery.Parse("common"), [], counts, limit: 100);

        Assert.Equal("((\"rare\" OR \"middl\"))", some.ToFts5());
        Assert.Equal("('rare' | 'middl')", some.ToTsQuery());
        Assert.Equal("(\"common\")", common.ToFts5());
    }

    [Fact]
    public void A_phrase_is_expected_as_often_as_its_rarest_counted_word_and_anywhere_without_one()
    {
        var counts = new Dictionary<string, int> { ["harbour"] = 400, ["bridg"] = 90 };

        Assert.Equal(90, MatchExpression.Build(ParsedQuery.Parse("\"the harbour bridge\""), [], counts, limit: 100).Most);
        Assert.Equal(long.MaxValue, MatchExpression.Build(ParsedQuery.Parse("\"he was\""), [], counts, limit: 100).Most);
    }

    [Theory]
    [InlineData("kremlin", "kremlin", 0)]
    [InlineData("kremiln", "kremlin", 1)]
    [InlineData("kremlin", "kremlins", 1)]
    [InlineData("abcdef", "badcfe", 3)]
    public void Edit_distance_counts_a_swap_as_one(string left, string right, int distance) =>
        Assert.Equal(distance, EditDistance.Between(left, right, limit: 2));

    [Fact]
    public void Excerpts_mark_the_words_that_were_asked_for()
    {
        const string text = "Title\n\nOne sentence about nothing. <b>The</b> harbour was closed on Monday.";

        var excerpt = Assert.Single(Highlighter.Excerpts(text, 7, new HashSet<string> { TermFormer.Form("harbour"), TermFormer.Form("closing") }));

        Assert.Equal(["harbour", "closed"], excerpt.Matches.Select(match => excerpt.Text[match.Start..match.End]));
        Assert.Contains("<b>", excerpt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_excerpts_are_those_with_most_words_of_the_query()
    {
        var gap = string.Concat(Enumerable.Repeat("Nothing of interest was said for a long while. ", 10));
        var text = $"The strike began. {gap}The harbour strike closed the ferry line. {gap}A strike again. {gap}Île de Ré paid the crane drivers.";
        var terms = new[] { "strike", "harbour", "ferry", "crane", "île" }.Select(word => TermFormer.Form(word)).ToHashSet();

        var marked = Highlighter.Excerpts(text, 0, terms)
            .Select(excerpt => string.Join(' ', excerpt.Matches.Select(match => excerpt.Text[match.Start..match.End])));

        Assert.Equal(["harbour strike ferry", "Île crane"], marked);
    }
}
