namespace OnRecord.Entities.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("iTunes", true)]
    [InlineData("Google+", true)]
    [InlineData("D'Angelo", true)]
    [InlineData("will.i.am", true)]
    [InlineData("EastEnders", true)]
    [InlineData("Harbour Bank", false)]
    [InlineData("NATO", false)]
    [InlineData("U.S.", false)]
    [InlineData("Stratford-upon-Avon", false)]
    public void A_name_of_capitals_inside_or_marks_is_written_oddly(string name, bool isOdd) => Assert.Equal(isOdd, Spelling.IsOdd(name));

    [Theory]
    [InlineData("L'Oreal", "L’Oréal", true)]
    [InlineData("Andean", "ANDEAN", false)]
    [InlineData("Google", "Google+", false)]
    public void Names_of_one_key_are_spelt_alike_or_not(string name, string other, bool isSame) => Assert.Equal(isSame, Spelling.IsSame(name, other));
}
