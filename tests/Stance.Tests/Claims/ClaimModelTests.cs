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

    private static ClaimAnswer Read(string article) => ClaimModel.Default.Read(PreparedText.Of(Claim), PreparedText.Of(article)).Answer;
}
