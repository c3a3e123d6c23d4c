namespace OnRecord.Stances.Tests;

public sealed class ClaimModelTests
{
    private const string Claim = "Auditors warned of cracks in the harbour bridge";

    [Fact]
    public void An_article_that_reports_the_claim_as_a_fact_has_to_do_with_it()
    {
        var answer = Read(
            """
            Auditors warned of cracks in the harbour bridge a year before it was closed.

            The warning about the cracks was sent to the town in March, the auditors said.
            """);

        Assert.True(answer is ClaimAnswer.Agree or ClaimAnswer.Discuss, answer.ToString());
    }

    [Theory]
    [InlineData("The builder disputed on Thursday that auditors had warned it of cracks in the harbour bridge.")]
    [InlineData("The builder denied that auditors warned of cracks in the harbour bridge.")]
    [InlineData("Reports that auditors warned of cracks in the harbour bridge are false, the builder said.")]
    public void An_article_whose_plainest_sentence_refutes_the_claim_does_not_agree(string sentence) =>
        Assert.NotEqual(ClaimAnswer.Agree, Read($"{sentence}\n\nThe builder is from Westhaven. Work on the bridge began two years ago."));

    [Fact]
    public void A_word_in_common_is_not_enough() =>
        Assert.Equal(ClaimAnswer.Unrelated, Read("Traffic on the bridge over the Maren is heavy at weekends, the town said. Most drivers come from the coast."));

    // What each article says to "X", and to its negation.
    [Theory]
    [InlineData("Karl Voss denied on Monday that he took bribes.", ClaimAnswer.Disagree)]
    [InlineData("Karl Voss rejected the accusation that he took bribes. He called it false.", ClaimAnswer.Disagree)]
    [InlineData("Karl Voss took bribes, a witness confirmed.", ClaimAnswer.Agree)]
    public void A_claim_and_its_negation_get_mirrored_answers(string article, ClaimAnswer toClaim)
    {
        Assert.Equal(toClaim, Read(article, "Karl Voss took bribes"));
        Assert.Equal(ClaimModel.Opposite(toClaim), Read(article, "Karl Voss did not take bribes"));
        Assert.Equal(ClaimModel.Opposite(toClaim), Read(article, "Karl Voss never took bribes"));
        Assert.Equal(ClaimModel.Opposite(toClaim), Read(article, "It is not true that Karl Voss took bribes"));
        Assert.Equal(toClaim, Read(article, "It is not true that Karl Voss did not take bribes"));
    }

    [Theory]
    [InlineData("The harbour bridge is unsafe", "The town rejected claims that the harbour bridge is unsafe. Its engineers called the reports nonsense.", ClaimAnswer.Disagree)]
    [InlineData("The harbour bridge is unsafe", "The harbour bridge is unsafe, engineers confirmed on Friday. It will stay closed until May.", ClaimAnswer.Agree)]
    [InlineData("Norvik Air will close its base in Lima", "Norvik Air will not close its base in Lima, the airline said on Tuesday.", ClaimAnswer.Disagree)]
    [InlineData("Norvik Air will not close its base in Lima", "Norvik Air will not close its base in Lima, the airline said on Tuesday.", ClaimAnswer.Agree)]
    [InlineData("The coach resigned", "The coach has not resigned, the club said. It dismissed reports of his resignation as untrue.", ClaimAnswer.Disagree)]
    public void A_denial_disagrees_and_a_statement_agrees(string claim, string article, ClaimAnswer expected) => Assert.Equal(expected, Read(article, claim));

    private static ClaimAnswer Read(string article, string claim = Claim) =>
        ClaimModel.Default.Read(ClaimStatement.Of(claim), PreparedText.Of(article)).Answer;
}
