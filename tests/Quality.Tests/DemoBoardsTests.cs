using OnRecord.Data;
using OnRecord.TestKit;

namespace OnRecord.Quality.Tests;

/// <summary>The boards that a newcomer sees first, against gold that no model has learned from. Floors lie a little below what is measured.</summary>
public sealed class DemoBoardsTests
{
    [Fact]
    public async Task The_boards_of_the_demo_say_who_stands_where() => await Figures.NotBelowAsync(
        "boards", [RepoRoot.Combine("tests", "Quality.Tests", "DemoBoards")], [("positions.lenient.f1", 0.80), ("stands.f1", 0.42), ("contests.f1", 0.58), ("ranking.ndcg8", 0.75)]);

    /// <summary>The gold names each article as the demo has it; whoever changes an article changes its gold.</summary>
    [Fact]
    public void The_gold_has_the_texts_of_the_demo()
    {
        var texts = File.ReadLines(RepoRoot.Combine("services", "Standalone", "Demo", "articles.jsonl")).Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .ToDictionary(article => article.GetProperty("id").GetString()!, article => article.GetProperty("text").GetString());

        Assert.All(BoardStory.ReadAll(RepoRoot.Combine("tests", "Quality.Tests", "DemoBoards")).SelectMany(story => story.Articles), article => Assert.Equal(texts[article.Id], article.Text));
    }
}
