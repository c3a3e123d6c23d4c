namespace OnRecord.Language.Tests.Words;

public sealed class PorterStemmerTests
{
    [Theory]
    [InlineData("denies", "denied")]
    [InlineData("closing", "closes")]
    [InlineData("relational", "relate")]
    [InlineData("hopping", "hops")]
    [InlineData("investigations", "investigate")]
    public void Inflections_of_a_word_share_a_stem(string one, string other) => Assert.Equal(PorterStemmer.Stem(one), PorterStemmer.Stem(other));

    // Pairs of Porter's paper.
    [Theory]
    [InlineData("caresses", "caress")]
    [InlineData("ponies", "poni")]
    [InlineData("agreed", "agre")]
    [InlineData("plastered", "plaster")]
    [InlineData("motoring", "motor")]
    [InlineData("sized", "size")]
    [InlineData("happy", "happi")]
    [InlineData("sky", "sky")]
    [InlineData("formaliti", "formal")]
    [InlineData("adoption", "adopt")]
    [InlineData("controll", "control")]
    public void Stems_are_those_of_the_published_algorithm(string word, string stem) => Assert.Equal(stem, PorterStemmer.Stem(word));

    [Theory]
    [InlineData("covid19s")]
    [InlineData("naïvely")]
    [InlineData("as")]
    public void What_is_no_word_of_plain_letters_stays(string word) => Assert.Same(word, PorterStemmer.Stem(word));

    [Fact]
    public void A_word_of_any_length_has_a_stem()
    {
        var word = new string('a', 1000) + "ing";

        Assert.Equal(word, PorterStemmer.Stem(word));
    }
}
