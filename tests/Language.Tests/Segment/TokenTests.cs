namespace OnRecord.Language.Tests.Segment;

public class TokenTests
{
    [Theory]
    [InlineData("She didn't say 'no'.", "She did n't say ' no ' .")]
    [InlineData("the minister’s car, the ministers’ cars", "the minister ’s car , the ministers ’ cars")]
    [InlineData("I can't, we'll, they've", "I ca n't , we 'll , they 've")]
    [InlineData("cannot", "can not")]
    [InlineData("Park Geun-hye and Kim Jong-un", "Park Geun-hye and Kim Jong-un")]
    [InlineData("a Park-run farm, Kim Harbour-style", "a Park - run farm , Kim Harbour - style")]
    [InlineData("a well-known non-profit", "a well - known non-profit")]
    [InlineData("$5.2bn or US$3,000 (about 10%)", "$ 5.2 bn or US$ 3,000 ( about 10 % )")]
    [InlineData("at 10:30 p.m. on 4/5/2016", "at 10:30 p.m. on 4/5/2016")]
    [InlineData("from 10-15 people, call 555-0199", "from 10 - 15 people , call 555-0199")]
    [InlineData("AT&T and R&D", "AT&T and R&D")]
    [InlineData("Wait... what?! No--never", "Wait ... what ?! No -- never")]
    [InlineData("see https://example.org/a-b?c=1, or mail a.b@example.org.", "see https://example.org/a-b?c=1 , or mail a.b@example.org .")]
    [InlineData("@handle says #topic", "@handle says #topic")]
    [InlineData("the U.S.'s vote", "the U.S. 's vote")]
    [InlineData("O'Hara in the '90s and the 1980s", "O'Hara in the '90s and the 1980s")]
    [InlineData("``Yes,'' he said", "`` Yes , '' he said")]
    [InlineData("and/or", "and / or")]
    [InlineData("Zoë’s naïve café", "Zoë ’s naïve café")]
    [InlineData("ok 👍🏽 done", "ok 👍🏽 done")]
    public void Words_are_split_as_in_universal_dependencies(string text, string expected)
    {
        var document = LanguageEngine.Default.Analyze(text);

        Assert.Equal(expected, string.Join(' ', document.Tokens.Select(token => token.Range.Of(text))));
    }
}
