using System.CommandLine;

namespace OnRecord.Eval;

/// <summary>
/// `retrieval`: indexes the bodies of labelled articles (without their headlines) through the search service's own code, then asks with
/// each headline; the other bodies of its story are relevant, its own body is left out. Prints MRR@10 and recall@10 (of ten, or
/// of as many as there are). On SQLite, or on PostgreSQL with --postgres.
/// </summary>
internal static class RetrievalCommand
{
    private const int Depth = 10;

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

        var (reciprocal, recall, queries) = (0.0, 0.0, 0);
        foreach (var article in articles.Where(article => article.Title.Length > 0))
        {
            var relevant = articles.Count(other => other.Story == article.Story) - 1;
            if (relevant == 0)
            {
                continue;
            }

            var hits = (await index.SearchAsync(article.Title, Depth + 1, cancellation))
                .Select(id => ids[id]).Where(hit => hit.Id != article.Id).Take(Depth).ToList();
            var first = hits.FindIndex(hit => hit.Story == article.Story);
            reciprocal += first < 0 ? 0 : 1.0 / (first + 1);
            recall += (double)hits.Count(hit => hit.Story == article.Story) / Math.Min(Depth, relevant);
            queries++;
        }

        var name = $"retrieval {file.Directory?.Name} {(postgres is null ? "sqlite" : "postgres")}";
        Figures.Print($"{name} mrr@10", reciprocal / queries);
        Figures.Print($"{name} recall@10", recall / queries);
        return 0;
    }
}
