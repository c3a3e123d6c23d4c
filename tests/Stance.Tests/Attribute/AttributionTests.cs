using OnRecord.Language;

namespace OnRecord.Stances.Tests.Attribute;

public sealed class AttributionTests
{
    [Theory]
    [InlineData("Ann Lee said the bridge was safe.", "Ann Lee", "said", "the bridge was safe")]
    [InlineData("“The bridge is safe,” said Ann Lee.", "Ann Lee", "said", "“The bridge is safe,”")]
    [InlineData("“The bridge is safe,” Ann Lee said on Monday.", "Ann Lee", "said", "“The bridge is safe,”")]
    [InlineData("According to Ann Lee, the bridge is safe.", "Ann Lee", "According to", "the bridge is safe")]
    [InlineData("The bridge is safe, according to two engineers.", "two engineers", "according to", "The bridge is safe")]
    [InlineData("Ann Lee told reporters that the bridge was safe.", "Ann Lee", "told", "that the bridge was safe")]
    [InlineData("The mayor denied that the bridge was unsafe.", "The mayor", "denied", "that the bridge was unsafe")]
    [InlineData("Ann Lee accused the council of negligence.", "Ann Lee", "accused", "the council of negligence")]
    public void Source_cue_and_content_are_found(string text, string source, string cue, string content)
    {
        var attribution = Assert.Single(Analyze(text));

        Assert.Equal(source, Assert.Single(attribution.Source).Of(text));
        Assert.Equal(cue, Assert.Single(attribution.Cue).Of(text));
        Assert.Equal(content, Assert.Single(attribution.Content).Of(text));
    }

    [Fact]
    public void A_quote_around_its_cue_is_discontinuous()
    {
        const string Text = "“The bridge is safe,” Ann Lee said. “We checked every bolt twice.”";

        var attribution = Assert.Single(Analyze(Text));

        Assert.Equal(["“The bridge is safe,”", "“We checked every bolt twice.”"], attribution.Content.Select(span => span.Of(Text)));
        Assert.Equal(StatementForm.DirectQuote, attribution.Form);
    }

    [Theory]
    [InlineData("“The agency did not break the law.” — Geoff Sparks", "Geoff Sparks")]
    [InlineData("\"The agency did not break the law.\" - Geoff Sparks", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” – Geoff Sparks, chief of the agency", "Geoff Sparks")]
    [InlineData("‘The agency did not break the law’ -- Geoff Sparks.", "Geoff Sparks")]
    [InlineData("“The agency did not break the law”\n— Geoff Sparks, chief of staff, on Monday", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\n\n— Geoff Sparks, who leads the agency", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.\n\n“Nor did its chief.”\n\n– Geoff Sparks", "Geoff Sparks")]
    [InlineData("The week in quotes:\n\n“The agency did not break the law.” —Geoff Sparks (chief of staff)", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” ― Senator Geoff Sparks of Ohio", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” — Geoff “Sparky” Sparks, chief of staff", "Geoff Sparks")]
    [InlineData("„The agency did not break the law.“ — Geoff Sparks", "Geoff Sparks")]
    [InlineData("«The agency did not break the law.» — Geoff Sparks", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” − Geoff Sparks", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\n~ Geoff Sparks", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” — by Geoff Sparks", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” — agency chief Geoff Sparks", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” — Geoff Sparks, via Twitter", "Geoff Sparks")]
    public void A_name_behind_a_dash_is_credited_with_the_quotation_before_it(string text, string speaker) => AssertCredited(text, speaker);

    [Theory]
    [InlineData("She called it “a fine bridge” — Geoff Sparks laughed.")]
    [InlineData("“The bridge is safe and will stay open.” — agency chief Geoff Sparks laughed when he heard it.")]
    [InlineData("The bridge is safe — Geoff Sparks, chief of staff")]
    [InlineData("“Harbour lights” — Geoff Sparks")]
    public void A_dash_after_other_words_credits_nobody(string text) =>
        Assert.DoesNotContain(Analyze(text), attribution => attribution.Cue[0].Of(text) == "—");

    [Theory]
    [InlineData("“The agency did not break the law.” (Geoff Sparks)", "Geoff Sparks")]
    [InlineData("\"The agency did not break the law.\" (Geoff Sparks)", "Geoff Sparks")]
    [InlineData("‘The agency did not break the law’ (Geoff Sparks).", "Geoff Sparks")]
    [InlineData("“The agency did not break the law” (Geoff Sparks, chief of the agency)", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” [Geoff Sparks]", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” (Senator Geoff Sparks, Ohio)", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\n\n(Geoff Sparks, who leads the agency)", "Geoff Sparks")]
    [InlineData("„The agency did not break the law.“ (Geoff Sparks)", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” (agency chief Geoff Sparks)", "Geoff Sparks")]
    [InlineData("The week in quotes:\n\n“The agency did not break the law.” (Geoff Sparks, on Monday)\n\nMore next week.", "Geoff Sparks")]
    public void A_name_in_brackets_is_credited_with_the_quotation_before_them(string text, string speaker) => AssertCredited(text, speaker);

    [Theory]
    [InlineData("“The agency did not break the law.”\nGeoff Sparks, chief of the agency", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\n\nGeoff Sparks, chief of the agency", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\nGeoff Sparks", "Geoff Sparks")]
    [InlineData("\"The agency did not break the law.\"\nDr Geoff Sparks", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\nSenator Geoff Sparks (Ohio)", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.\n\n“Nor did its chief.”\n\nGeoff Sparks, chief of the agency", "Geoff Sparks")]
    [InlineData("The agency was searched on Monday.\n\n“The agency did not break the law.”\n\nGeoff Sparks, chief of the agency\n\nThe search took all day.", "Geoff Sparks")]
    [InlineData("„The agency did not break the law.“\nGeoff Sparks, chief of the agency.", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\nGeoff Sparks – chief of the agency", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\nGeoff Sparks, who leads the agency", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\nGEOFF SPARKS, CHIEF OF THE AGENCY", "GEOFF SPARKS")]
    [InlineData("“The agency did not break the law.”\nGeoff Sparks | Agency chief", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\nJoaquín “El Chapo” Guzmán, driver", "Joaquín Guzmán")]
    [InlineData("“The agency did not break the law.” Geoff Sparks, chief of the agency", "Geoff Sparks")]
    [InlineData("“The agency did not break the law”, Geoff Sparks.", "Geoff Sparks")]
    [InlineData("“The agency did not break the law.” Dr Geoff Sparks", "Geoff Sparks")]
    public void A_name_on_a_line_of_its_own_is_credited_with_the_quotation_above(string text, string speaker) => AssertCredited(text, speaker);

    [Fact]
    public void Quotations_and_the_names_below_them_take_turns()
    {
        const string Text = "“The agency did not break the law.”\n\nGeoff Sparks, chief of the agency\n\n“The bridge is safe and stays open.”\n\nAnn Lee, engineer";

        Assert.Equal(["Geoff Sparks", "Ann Lee"], Analyze(Text).Select(attribution => attribution.Holder.Name));
    }

    [Theory]
    [InlineData("Geoff Sparks, chief of the agency\n\n“The agency did not break the law.”\n\nAnn Lee, engineer\n\n“The bridge is safe and stays open.”")]
    [InlineData("“The Wind in the Willows at Night” (Kenneth Grahame)")]
    [InlineData("“The Wind in the Willows at Night”\nKenneth Grahame")]
    [InlineData("“The agency did not break the law.” (Reuters)")]
    [InlineData("“Harbour lights” (Geoff Sparks)")]
    [InlineData("She called it “a fine old bridge to look at” (Geoff Sparks laughed).")]
    [InlineData("“The agency did not break the law.”\n\nGeoff Sparks laughed when he heard it")]
    [InlineData("“The agency did not break the law.”\n\nGeoff Sparks under fire")]
    [InlineData("“The agency did not break the law.”\n\nBy Geoff Sparks")]
    [InlineData("“The agency did not break the law.”\n\nGeoff Sparks's words")]
    [InlineData("“The agency did not break the law at all.” Geoff Sparks, 54, left the room at noon.")]
    [InlineData("He was shown “the agency that did not break the law” Geoff Sparks, chief of staff")]
    public void Other_names_behind_a_quotation_are_credited_with_nothing(string text) =>
        Assert.DoesNotContain(Analyze(text), attribution => attribution.Holder.Name is "Geoff Sparks" or "Kenneth Grahame" or "Reuters" or "Ann Lee" && attribution.Confidence == 0.9f && attribution.Cue[0].Of(text).Length == 1);

    private static void AssertCredited(string text, string speaker)
    {
        var attribution = Assert.Single(Analyze(text));

        Assert.Equal(speaker, attribution.Holder.Name);
        Assert.Contains("The agency did not break the law", attribution.Content[0].Of(text), StringComparison.Ordinal);
        Assert.Equal(StatementForm.DirectQuote, attribution.Form);
    }

    [Theory]
    [InlineData("The race is lost, said Dwight “Lucky” Moss.")]
    [InlineData("“The race is lost,” said Dwight “Lucky” Moss.")]
    [InlineData("\"The race is lost,\" said Dwight \"Lucky\" Moss.")]
    [InlineData("“The race is lost,” said Dwight 'Lucky' Moss, a driver.")]
    [InlineData("Dwight ‘Lucky’ Moss said the race was lost.")]
    [InlineData("The race is lost, said Dwight „Lucky” Moss.")]
    [InlineData("The race is lost, said Dwight «Lucky» Moss.")]
    [InlineData("The race is lost, said Dwight ‹Lucky› Moss.")]
    [InlineData("The race is lost, said Dwight ‚Lucky‘ Moss.")]
    [InlineData("The race is lost, said Dwight ”Lucky” Moss.")]
    [InlineData("The race is lost, said Dwight ’Lucky’ Moss.")]
    [InlineData("The race is lost, said Dwight `Lucky` Moss.")]
    [InlineData("The race is lost, said Dwight ‟Lucky” Moss.")]
    [InlineData("The race is lost, said Dwight [Lucky] Moss.")]
    [InlineData("Dwight (Lucky) Moss said the race was lost.")]
    [InlineData("Dwight ``Mad Dog'' Moss said the race was lost.")]
    [InlineData("The driver, Dwight “the Rocket” Moss, said the race was lost.")]
    [InlineData("According to Dwight “Lucky” Moss, the race is lost.")]
    [InlineData("Dwight “Lucky” Moss won in May. “The race is lost,” Moss said.")]
    public void Who_has_a_nickname_is_one_person(string text) =>
        Assert.Equal("Dwight Moss", Assert.Single(Analyze(text)).Holder.Name);

    [Theory]
    [InlineData("Ann Lee said the bridge was safe.", StatementForm.Indirect)]
    [InlineData("Ann Lee said the bridge was “as solid as a rock” after the repair.", StatementForm.Mixed)]
    [InlineData("“The bridge is safe,” said Ann Lee.", StatementForm.DirectQuote)]
    public void The_form_follows_the_quotation_marks(string text, StatementForm form) =>
        Assert.Equal(form, Assert.Single(Analyze(text)).Form);

    [Theory]
    [InlineData("The train left at noon and arrived at three.")]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("“")]
    [InlineData("\ud83d said \ud83d\ude00")]
    public void Text_without_statements_gives_none(string text) => Assert.Empty(Analyze(text));

    [Fact]
    public void The_same_text_gives_the_same_answer_on_every_thread()
    {
        const string Text = "Ann Lee denied the report. “The bridge is safe,” she said. Critics called the plan a disaster.";
        var answers = new string[16];

        Parallel.For(0, answers.Length, i => answers[i] = string.Join('\n', StanceAnalyzer.Default
            .Analyze(LanguageEngine.Default.Analyze(Text)).Positions.Select(position => $"{position.Holder.Name} {position.Stance} {position.Cue}")));

        Assert.Single(answers.Distinct());
    }

    private static IReadOnlyList<Stances.Attribution> Analyze(string text) =>
        StanceAnalyzer.Default.Analyze(LanguageEngine.Default.Analyze(text)).Attributions;
}
