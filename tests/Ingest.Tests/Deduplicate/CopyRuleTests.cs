namespace OnRecord.Ingest.Tests;

public sealed class CopyRuleTests
{
    private static readonly string[] Paragraphs = Texts.Numbered(1).Split(". ").Concat(Texts.Numbered(2).Split(". ")).Select(sentence => sentence + ".").ToArray();
    private static readonly TextSketch Report = TextSketch.Of(string.Join("\n\n", Paragraphs));

    [Fact]
    public void The_same_words_under_other_spacing_case_and_punctuation_are_the_same_sketch()
    {
        var other = TextSketch.Of(string.Join(" ", Paragraphs).ToUpperInvariant().Replace('.', ';'));

        Assert.Equal(Report.Buckets, other.Buckets);
        Assert.Equal(Report.Size, Report.Shared(other));
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.7)]
    public void A_text_cut_short_is_a_copy_whichever_came_first(double kept)
    {
        var cut = TextSketch.Of(string.Join("\n\n", Paragraphs.Take((int)(kept * Paragraphs.Length))));

        Assert.True(CopyRule.Strength(cut, Report) > 0.9);
        Assert.True(CopyRule.Strength(Report, cut) > 0.9);
        Assert.NotEmpty(cut.Buckets.Intersect(Report.Buckets));
    }

    [Fact]
    public void Reordered_paragraphs_under_another_agency_line_are_a_copy()
    {
        var copy = TextSketch.Of("LONDON (Reuters) — " + string.Join("\n\n", Paragraphs.Reverse()) + "\n\nEditing by the night desk.");

        Assert.True(CopyRule.Strength(copy, Report) > 0.6);
        Assert.NotEmpty(copy.Buckets.Intersect(Report.Buckets));
    }

    [Theory]
    [InlineData("NAIROBI (Reuters) — ")]
    [InlineData("DELHI (AFP) — (Reuters) - ")]
    [InlineData("LINDON, June 7 (Agency) - ")]
    [InlineData("Cairo (dpa) – ")]
    [InlineData("NEW YORK — ")]
    [InlineData("(Reuters) -- ")]
    public void A_short_copy_with_few_facts_has_those_of_its_dateline_for_itself(string dateline)
    {
        const string Text = "people who bring their own cups to the landing pay less for coffee from this week on, and those who forget them pay more, the owners of the stalls have "
            + "agreed after a long talk. They hope that the harbour will be cleaner in summer, when most of the litter is left, and that nobody stays away because of it. Ash sells most of it.";

        const string Rest = " So do Lund, Dahl, Small and Berg, they say, as do most of those who come over with the ferry in the morning and go back with it at night.";

        Assert.True(CopyRule.Strength(TextSketch.Of($"{dateline}All {Text}"), TextSketch.Of($"All {Text}{Rest}")) > 0.6);
        Assert.Equal(0, CopyRule.Strength(TextSketch.Of($"{dateline}In Arvik {Text}"), TextSketch.Of($"In Norvik {Text.Replace("Ash", "Lund", StringComparison.Ordinal)}")));
    }

    [Fact]
    public void A_round_up_that_quotes_a_report_in_full_is_no_copy_of_it()
    {
        var roundUp = TextSketch.Of(string.Join("\n\n", Enumerable.Range(0, 12).Select(Texts.Numbered)));

        Assert.Equal(0, CopyRule.Strength(roundUp, TextSketch.Of(Texts.Numbered(1))));
    }

    [Fact]
    public void Two_reports_of_one_event_in_different_words_are_not_copies()
    {
        var other = TextSketch.Of(
            "Repairs will shut the Alder Street bridge from next week, after councillors voted on Tuesday for a closure that may last until spring.\n\n"
            + "The northern pier has cracks, Mayor Ines Calloway told reporters. She called the decision \"overdue\".\n\n"
            + "Traders nearby fear for their customers; nobody had consulted them, several of them said on Wednesday.");

        Assert.Equal(0, CopyRule.Strength(other, TextSketch.Of(Texts.Bridge)));
    }

    [Fact]
    public void A_text_of_a_few_words_is_compared_with_nothing() => Assert.Empty(TextSketch.Of("Minister resigns, more follows soon.").Buckets);

    [Fact]
    public void A_sketch_never_changes() =>
        // The store holds buckets for years: other constants would make every stored article a stranger.
        Assert.Equal([-1696502620006540416L, -698738514942371935L], TextSketch.Of(Texts.Bridge).Buckets.Take(2));
}
