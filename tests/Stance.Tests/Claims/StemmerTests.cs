namespace OnRecord.Stances.Tests;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("denies", "denied")]
    [InlineData("closing", "closes")]
    [InlineData("relational", "relate")]
    [InlineData("hopping", "hops")]
    [InlineData("investigations", "investigate")]
    public void Inflections_of_a_word_share_a_stem(string one, string other) => Assert.Equal(Stemmer.Stem(one), Stemmer.Stem(other));

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
    public void Stems_are_those_of_the_published_algorithm(string word, string stem) => Assert.Equal(stem, Stemmer.Stem(word));
}
