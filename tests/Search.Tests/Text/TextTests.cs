namespace OnRecord.Search.Tests;

public sealed class TextTests
{
    [Theory]
    [InlineData("denies", "deny", true)]
    [InlineData("negotiations", "negotiate", true)]
    [InlineData("President's", "president", true)]
    [InlineData("São", "sao", true)]
    [InlineData("U.S.", "US", true)]
    [InlineData("news", "new", true)]
    [InlineData("paper", "pepper", false)]
    public void Words_that_mean_the_same_share_a_term(string left, string right, bool same) =>
        Assert.Equal(same, TermFormer.Form(left) == TermFormer.Form(right));

    // The sample vocabulary of Porter's paper.
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("agreed", "agre")]
    [InlineData("plastered", "plaster")]
    [InlineData("motoring", "motor")]
    [InlineData("conflated", "conflat")]
    [InlineData("hopping", "hop")]
    [InlineData("filing", "file")]
    [InlineData("happy", "happi")]
    [InlineData("relational", "relat")]
    [InlineData("rational", "ration")]
    [InlineData("formaliti", "formal")]
    [InlineData("triplicate", "triplic")]
    [InlineData("adjustment", "adjust")]
    [InlineData("adoption", "adopt")]
    [InlineData("probate", "probat")]
    [InlineData("controll", "control")]
    public void The_stemmer_follows_the_paper(string word, string stem) => Assert.Equal(stem, TermFormer.Form(word));

    [Fact]
    public void Words_keep_their_place_in_the_text()
    {
        var reader = new WordReader("The U.S. said: don’t, 北京!");
        var words = new List<string>();
        while (reader.MoveNext())
        {
            words.Add(reader.Current.ToString());
        }

        Assert.Equal(["The", "U.S", "said", "don’t", "北", "京"], words);
    }

    [Fact]
    public void Any_text_can_be_read()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var text = string.Create(300, random, static (span, source) =>
            {
                for (var index = 0; index < span.Length; index++)
                {
                    span[index] = (char)source.Next(char.MaxValue + 1);
                }
            });
            var terms = ArticleTerms.Read(text, 0, [text]);

            Assert.All(terms.Counts.Keys, term => Assert.InRange(term.Text.Length, 1, TermFormer.MaxLength));
            _ = ParsedQuery.Parse(text);
        }
    }

    [Fact]
    public void Fields_are_counted_apart()
    {
        var terms = ArticleTerms.Read("Harbour closed\n\nThe harbour is closed.", 16, ["Harbour Board"]);

        Assert.Equal(new TermCounts(1, 1, 0, 1, 0), terms.Counts[new Term(TermFormer.Form("harbour"))]);
        Assert.DoesNotContain(new Term(TermFormer.Form("the")), terms.Counts.Keys);
    }
}
