using OnRecord.Language.Names;

namespace OnRecord.Language.Tests.Names;

public sealed class NicknameTests
{
    [Theory]
    [InlineData("Dwight “Lucky” Moss", "Dwight Moss")]
    [InlineData("Dwight \"Lucky\" Moss", "Dwight Moss")]
    [InlineData("Dwight 'Lucky' Moss", "Dwight Moss")]
    [InlineData("Dwight ‘Mad Dog’ Moss", "Dwight Moss")]
    [InlineData("Dwight «Lucky» Moss", "Dwight Moss")]
    [InlineData("Dwight ``Lucky'' Moss", "Dwight Moss")]
    [InlineData("Dwight (Lucky) Moss", "Dwight Moss")]
    [InlineData("Dwight ‹Lucky› Moss", "Dwight Moss")]
    [InlineData("Dwight »Lucky« Moss", "Dwight Moss")]
    [InlineData("Dwight ‚Lucky‘ Moss", "Dwight Moss")]
    [InlineData("Dwight ”Lucky” Moss", "Dwight Moss")]
    [InlineData("Dwight `Lucky` Moss", "Dwight Moss")]
    [InlineData("Sean O'Neill", "Sean O'Neill")]
    [InlineData("Sean O’Neill’s", "Sean O’Neill’s")]
    [InlineData("Moss (“Lucky”)", "Moss (“Lucky”)")]
    [InlineData("Dwight Moss's", "Dwight Moss's")]
    public void A_nickname_between_first_and_family_name_is_left_out(string written, string name) => Assert.Equal(name, Nicknames.Without(written));

    [Theory]
    [InlineData("Police arrested Dwight “Lucky” Moss on Friday.", "Dwight “Lucky” Moss")]
    [InlineData("Police arrested Dwight \"Lucky\" Moss on Friday.", "Dwight \"Lucky\" Moss")]
    [InlineData("Police arrested James 'Mad Dog' Reed on Friday.", "James 'Mad Dog' Reed")]
    [InlineData("Police arrested James ‘the Rock’ Reed on Friday.", "James ‘the Rock’ Reed")]
    [InlineData("Police arrested Susan (Sue) Reed on Friday.", "Susan (Sue) Reed")]
    [InlineData("Police arrested James ``Jimmy'' Reed on Friday.", "James ``Jimmy'' Reed")]
    [InlineData("Dwight “Lucky” Moss was arrested on Friday.", "Dwight “Lucky” Moss")]
    public void Both_halves_and_the_nickname_are_one_name(string text, string name)
    {
        var document = LanguageEngine.Default.Analyze(text);

        var mention = Assert.Single(document.Mentions, mention => mention.Type == NameType.Person);
        Assert.Equal(name, mention.Range.Of(text));
        Assert.DoesNotContain(document.Chains[mention.Chain].Name, character => "“”\"'‘’`()".Contains(character, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Steven Spielberg (Warner) told James Reed about it.")]
    [InlineData("Susan Lee (Labour) Reed's rival won.")]
    [InlineData("“We lost,” James Reed said. “Ann Lee won.”")]
    [InlineData("The hotel «Bellevue» Paris was sold to James Reed.")]
    [InlineData("In “Lincoln” James Reed plays a “Major” in the army.")]
    public void Other_words_in_marks_join_nothing(string text) =>
        Assert.DoesNotContain(LanguageEngine.Default.Analyze(text).Mentions, mention => mention.Range.Of(text).IndexOfAny(['“', '(']) >= 0);
}
