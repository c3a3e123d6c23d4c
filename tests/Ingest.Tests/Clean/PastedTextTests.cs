using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest.Tests;

public sealed class PastedTextTests
{
    private const string Lead = "The harbour council voted on Tuesday for a second ferry line, the mayor said.";
    private const string More = "The opposition called the plan too dear, and wants a bridge instead.";

    [Theory]
    [InlineData("PREV Ten boats to see before you drown – News")]
    [InlineData("NEXT The best knots of the year")]
    [InlineData("Reuters/Ada Byron")]
    [InlineData("(Ada Byron/AFP)")]
    [InlineData("-")]
    [InlineData("• •")]
    [InlineData("Advertisement")]
    [InlineData("© Harbour Pictures")]
    [InlineData("Lead image credit: Ada Byron")]
    [InlineData("In this March 5, 2024, file photo, made available by the port, two pilots, left, stand on the breakwater of Emery. (Harbour Pictures via the port)")]
    [InlineData("The new crane of the eastern basin on the day of its delivery. (credit: Port of Emery/Ada Byron)")]
    [InlineData("The Harbour Post Published Tuesday, March 5, 2024 8:22AM EST")]
    [InlineData("opinion")]
    [InlineData("Sign up for our newsletter")]
    [InlineData("We use cookies to make this page better")]
    public void Residue_of_the_page_is_dropped(string residue)
    {
        var article = Clean($"{Lead}\n\n{residue}\n\n{More}");

        Assert.Equal($"{Lead}\n\n{More}", article.Text);
    }

    [Theory]
    [InlineData("Next week the council will vote again.")]
    [InlineData("Reuters reported the vote first.")]
    [InlineData("In this photo the mayor saw nothing but a bridge.")]
    [InlineData("The report was published on March 5, 2024, and nobody has denied it since.")]
    [InlineData("The bank gave the yard more time to pay (a credit: its third).")]
    [InlineData("Nobody came.")]
    [InlineData("“No comment,” said the mayor.")]
    public void Text_that_looks_a_little_like_residue_stays(string paragraph) =>
        Assert.Contains(paragraph, Clean($"{Lead}\n\n{paragraph}\n\n{More}").Text, StringComparison.Ordinal);

    [Fact]
    public void The_headline_is_the_first_paragraph_and_the_title()
    {
        var article = Clean($"Council votes for the ferry\n\n{Lead}\n\n{More}");

        Assert.Equal("Council votes for the ferry", article.Title);
        Assert.Equal(Lead, article.Text[article.BodyStart..].Split("\n\n")[0]);
    }

    [Fact]
    public void A_post_that_is_its_own_headline_stands_once()
    {
        var article = new ArticleCleaner().Clean(new ArticleInput { Title = Lead, Text = Lead });

        Assert.Equal((Lead, Lead, 0), (article.Title, article.Text, article.BodyStart));
    }

    [Fact]
    public void What_follows_the_article_is_cut_off() =>
        Assert.Equal($"{Lead}\n\n{More}", Clean($"{Lead}\n\n{More}\n\nRelated stories\n\nA tale that nobody asked for.\n\nAnother one.").Text);

    private static CleanArticle Clean(string text) => new ArticleCleaner().Clean(new ArticleInput { Text = text });
}
