namespace OnRecord.Language.Tests.Quotations;

public sealed class QuotationFinderTests
{
    [Theory]
    [InlineData("“One two,” he said.", "“One two,”")]
    [InlineData("\"One two,\" he said.", "\"One two,\"")]
    [InlineData("''One two,'' he said.", "''One two,''")]
    [InlineData("He said 'one two' and left.", "'one two'")]
    [InlineData("She called it ‘one two’ again.", "‘one two’")]
    public void Marks_are_paired(string text, string quote) => Assert.Equal([quote], Quotes(text));

    [Theory]
    [InlineData("The workers' hall and the players' room.")]
    [InlineData("It’s the mayor’s hall.")]
    public void Apostrophes_are_no_quotation_marks(string text) => Assert.Empty(Quotes(text));

    [Fact]
    public void A_quote_left_open_goes_on_in_the_next_paragraph()
    {
        var document = LanguageEngine.Default.Analyze("“One two three.\n\n“Four five six,” he said.");

        Assert.Equal([true, false], document.Quotations.Select(quotation => quotation.Continues));
    }

    private static List<string> Quotes(string text)
    {
        var document = LanguageEngine.Default.Analyze(text);
        return [.. document.Quotations.Select(quotation => text[document.Tokens[quotation.FirstToken].Start..document.Tokens[quotation.EndToken - 1].End])];
    }
}
