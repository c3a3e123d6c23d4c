namespace OnRecord.Ingest.Tests;

public sealed class LanguageIdentifierTests
{
    [Theory]
    [InlineData("The harbour council voted on Tuesday for a second ferry line.", "en")]
    [InlineData("Der Hafenrat hat am Dienstag für eine zweite Fährlinie gestimmt.", "de")]
    [InlineData("Le conseil du port a voté mardi pour une deuxième ligne de bac.", "fr")]
    [InlineData("El consejo del puerto votó el martes por una segunda línea de barcos.", "es")]
    [InlineData("Совет порта во вторник проголосовал за вторую линию парома.", "ru")]
    [InlineData("Rada portu zagłosowała we wtorek za drugą linią promową.", "pl")]
    [InlineData("港务委员会星期二投票赞成开通第二条渡轮航线。", "zh")]
    public void A_sentence_is_known_by_its_language(string text, string language) =>
        Assert.Equal(language, LanguageIdentifier.Default.Identify(text).Language);

    [Theory]
    [InlineData("")]
    [InlineData("2024-03-05 14:30 (12.5 %)")]
    [InlineData("🚢🚢🚢")]
    public void Text_without_words_is_undetermined(string text) =>
        Assert.Equal(IdentifiedLanguage.Undetermined, LanguageIdentifier.Default.Identify(text));

    [Theory]
    [InlineData("увеличивающийся ", "ru")]
    [InlineData("Geschwindigkeitsbegrenzung ", "de")]
    [InlineData("нормативы скорости бега ", "ru")]
    public void Long_text_without_a_doubt_has_a_confidence_of_one(string words, string language)
    {
        var told = LanguageIdentifier.Default.Identify(string.Concat(Enumerable.Repeat(words, 200)));

        Assert.Equal(language, told.Language);
        Assert.InRange(told.Confidence, 0.99f, 1.0001f);
    }

    [Fact]
    public void Mixed_text_lowers_the_confidence()
    {
        const string English = "The harbour council voted on Tuesday for a second ferry line, and the mayor said that work would begin in the spring of next year. ";
        const string German = "Der Hafenrat hat am Dienstag für eine zweite Fährlinie gestimmt, und der Bürgermeister sagte, die Arbeiten begännen im Frühjahr. ";
        var pure = string.Concat(Enumerable.Repeat(English, 12));
        var mixed = string.Concat(Enumerable.Repeat(English, 7)) + string.Concat(Enumerable.Repeat(German, 5));

        Assert.True(LanguageIdentifier.Default.Identify(mixed).Confidence < LanguageIdentifier.Default.Identify(pure).Confidence - 0.2f);
    }
}
