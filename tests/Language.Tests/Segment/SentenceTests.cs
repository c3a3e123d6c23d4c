namespace OnRecord.Language.Tests.Segment;

public class SentenceTests
{
    [Theory]
    [InlineData("The mill closed. Workers left.", "The mill closed.|Workers left.")]
    [InlineData("Mr. Oduya met Dr. Lind in St. Mary's. They talked.", "Mr. Oduya met Dr. Lind in St. Mary's.|They talked.")]
    [InlineData("He moved to the U.S. The firm stayed.", "He moved to the U.S.|The firm stayed.")]
    [InlineData("The U.S. Treasury said no.", "The U.S. Treasury said no.")]
    [InlineData("Talks began at 5 p.m. on Friday. Nobody came.", "Talks began at 5 p.m. on Friday.|Nobody came.")]
    [InlineData("J. R. Harlow and Ann B. Cole won.", "J. R. Harlow and Ann B. Cole won.")]
    [InlineData("Shares of Brix Inc. fell 3.5%. Analysts shrugged.", "Shares of Brix Inc. fell 3.5%.|Analysts shrugged.")]
    [InlineData("“We lost. We will appeal,” she said. Then she left.", "“We lost.|We will appeal,” she said.|Then she left.")]
    [InlineData("\"Is it over?\" he asked. \"Yes.\" She nodded.", "\"Is it over?\" he asked.|\"Yes.\"|She nodded.")]
    [InlineData("“Never!” Ms. Toller said in Lyme.", "“Never!” Ms. Toller said in Lyme.")]
    [InlineData("“Why now?” Ann Lee quipped. “Why!” she claimed.", "“Why now?” Ann Lee quipped.|“Why!” she claimed.")]
    [InlineData("She asked: “Why now?” He claims to know.", "She asked: “Why now?”|He claims to know.")]
    [InlineData("The vote failed.The minister resigned.", "The vote failed.|The minister resigned.")]
    [InlineData("He paused… and went on. … The end.", "He paused… and went on.|…|The end.")]
    [InlineData("ZURICH (Newsline) - Rates rose. Banks cheered.", "ZURICH (Newsline) -|Rates rose.|Banks cheered.")]
    [InlineData("NORTHAVEN, Conn. — The mayor spoke.", "NORTHAVEN, Conn. —|The mayor spoke.")]
    [InlineData("One line\nbroken for width\n\nthird", "One line\nbroken for width|third")]
    [InlineData("First item\r\nSecond item", "First item|Second item")]
    [InlineData("we went home. nobody minded. did anyone care? no", "we went home.|nobody minded.|did anyone care?|no")]
    [InlineData("Yahoo! shares rose.", "Yahoo! shares rose.")]
    [InlineData("• Rates rise • Jobs fall", "• Rates rise|• Jobs fall")]
    [InlineData("1. Freeze the budget. 2. Sell the hall.", "1. Freeze the budget.|2. Sell the hall.")]
    [InlineData("He was No. 3 on the list. So did I. Really.", "He was No. 3 on the list.|So did I.|Really.")]
    public void A_paragraph_is_split_into_sentences(string text, string expected)
    {
        var document = LanguageEngine.Default.Analyze(text);

        Assert.Equal(expected, string.Join('|', document.Sentences.Select(sentence => sentence.Range.Of(text))));
    }

    [Fact]
    public void The_headline_is_marked_and_never_joined_with_the_body()
    {
        const string Text = "Mayor quits\n\nthe mayor of Lyme quit on Monday.";

        var document = LanguageEngine.Default.Analyze(Text, bodyStart: 13);

        Assert.Equal([true, false], document.Sentences.Select(sentence => sentence.IsHeadline));
        Assert.Equal([0, 1], document.Sentences.Select(sentence => sentence.Paragraph));
    }

    [Fact]
    public void Text_without_full_stops_is_cut_into_bounded_sentences()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 5_000));

        var document = LanguageEngine.Default.Analyze(text);

        Assert.All(document.Sentences, sentence => Assert.InRange(sentence.EndToken - sentence.FirstToken, 1, 160));
        Assert.Equal(5_000, document.Sentences.Sum(sentence => sentence.EndToken - sentence.FirstToken));
    }
}
