using System.CommandLine;

namespace OnRecord.Eval;

/// <summary>
/// `retrieval`: indexes the bodies of labelled articles (without their headlines) through the search service's own code, then asks with
/// each headline; the other bodies of its story are relevant, its own body is left out. Prints MRR@10 and recall@10. On SQLite, or on PostgreSQL with --postgres.
/// </summary>
internal static class RetrievalCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON lines (.gz too) with story, headline and text." };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of an empty database." };
        var command = new Command("retrieval", "MRR@10 and recall@10 of article search.") { file, postgres };
        command.SetAction((parse, cancellation) => RunAsync(parse.GetValue(file)!, parse.GetValue(postgres), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, string? postgres, CancellationToken cancellation)
    {
        var articles = StoryArticle.Read(file).ToList();
        await using var index = await SearchIndex.CreateAsync(postgres, cancellation);
        var ids = new Dictionary<string, StoryArticle>();
        foreach (var article in articles)
        {
            ids[await index.AddAsync("", article.Text, cancellation)] = article;
        }

        var score = new RetrievalScore();
        foreach (var article in articles.Where(article => article.Title.Length > 0))
        {
            var relevant = articles.Count(other => other.Story == article.Story) - 1;
            if (relevant == 0)
            {
                continue;
            }

            var hits = (await index.SearchAsync(article.Title, RetrievalScore.Depth + 1, cancellation)).Select(id => ids[id]).Where(hit => hit.Id != article.Id);
            score.Add([.. hits.Select(hit => hit.Story == article.Story)], relevant);
        }

        Figures.Print(score.Figures($"retrieval {file.Directory?.Name} {(postgres is null ? "sqlite" : "postgres")}"));
        return 0;
    }
}
