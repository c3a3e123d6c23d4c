namespace OnRecord.Language.Tests.Parse;

public class SyntaxTests
{
    [Theory]
    [InlineData("The minister denied the report.", "minister", "denied", "nsubj")]
    [InlineData("The minister denied the report.", "report", "denied", "obj")]
    [InlineData("The report was denied by the ministry.", "report", "denied", "nsubj:pass")]
    [InlineData("She said that prices will rise.", "rise", "said", "ccomp")]
    [InlineData("The officials declined to comment.", "comment", "declined", "xcomp")]
    [InlineData("They did not sign the treaty.", "not", "sign", "advmod")]
    public void Words_hang_where_a_grammar_book_says(string text, string word, string head, string relation)
    {
        var document = LanguageEngine.Default.Analyze(text);
        var token = Assert.Single(document.Tokens, token => token.Range.Of(text) == word);

        Assert.Equal(head, document.Tokens[token.Head].Range.Of(text));
        Assert.Equal(relation, token.Relation);
    }

    [Fact]
    public void Tags_are_universal_and_of_the_penn_set()
    {
        const string Text = "The mayor quickly resigned.";

        var tokens = LanguageEngine.Default.Analyze(Text).Tokens;

        Assert.Equal([Upos.Det, Upos.Noun, Upos.Adv, Upos.Verb, Upos.Punct], tokens.Select(token => token.Upos));
        Assert.Equal(["DT", "NN", "RB", "VBD", "."], tokens.Select(token => token.Xpos));
    }
}
