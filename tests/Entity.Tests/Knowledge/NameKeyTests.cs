namespace OnRecord.Entities.Tests;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("The U.S.", "us")]
    [InlineData("Recep Tayyip Erdoğan", "recep tayyip erdogan")]
    [InlineData("Procter & Gamble", "procter and gamble")]
    [InlineData("AT&T", "at and t")]
    [InlineData("  Jean-Claude   O’Neill ", "jean claude oneill")]
    [InlineData("Łódź, Straße", "lodz strasse")]
    [InlineData("Nguyễn Phú Trọng", "nguyen phu trong")]
    [InlineData("Владимир Путин", "владимир путин")]
    [InlineData("—…!", "")]
    public void A_key_drops_case_accents_and_marks(string name, string key) => Assert.Equal(key, NameKey.Of(name));

    [Fact]
    public void A_name_longer_than_the_stack_buffer_has_a_key_too() =>
        Assert.Equal(new string('e', 5_000), NameKey.Of(new string('É', 5_000)));
}
