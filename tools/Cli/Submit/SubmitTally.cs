using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;

namespace OnRecord.Cli.Submit;

/// <summary>Counts results, prints one line per failure, and with --json one line per article.</summary>
internal sealed class SubmitTally(bool json, TextWriter results, TextWriter remarks)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<SubmitOutcome, int> _outcomes = [];
    private readonly List<string> _accepted = [];
    private readonly List<string> _lines = [];

    public int Failed { get; private set; }

    /// <summary>Ids of the articles that the service took, once each.</summary>
    public IReadOnlyList<string> Accepted => _accepted;

    public int Total => Failed + _outcomes.Values.Sum();

    public void Add(OutgoingArticle item, SubmitArticlesResponse result)
    {
        if (result.ResultCase == SubmitArticlesResponse.ResultOneofCase.Accepted)
        {
            var accepted = result.Accepted;
            _outcomes[accepted.Outcome] = _outcomes.GetValueOrDefault(accepted.Outcome) + 1;
            _accepted.Add(accepted.ArticleId);
            _lines.Add($"{accepted.ArticleId}\t{Name(accepted.Outcome)}\t{item.Source}");
            Line(new { source = item.Source, articleId = accepted.ArticleId, revision = accepted.Revision, outcome = Name(accepted.Outcome) });
            return;
        }

        var failure = result.Failure;
        var faults = failure.Faults.Select(fault => Failure.Describe(fault.Field, fault.Description)).ToList();
        Fail(item.Source, faults.Count > 0 ? string.Join(" ", faults) : failure.Message);
    }

    public void Fail(string source, string reason)
    {
        Failed++;
        remarks.WriteLine($"FAILED {source}: {reason}");
        Line(new { source, error = reason });
    }

    /// <summary>
    /// The ids of the articles, a line each with what became of it: all of them in a pipe, the first on a terminal. Nothing with --json, whose lines
    /// carry them.
    /// </summary>
    public void WriteIds(int most)
    {
        if (json)
        {
            return;
        }

        foreach (var line in _lines.Take(most))
        {
            results.WriteLine(line);
        }

        if (_lines.Count > most)
        {
            remarks.WriteLine($"… and {_lines.Count - most:N0} more ids: --json or a pipe gets all.");
        }
    }

    /// <summary>"2,513 articles in 12.1 s (207/s): 2,400 created, 113 duplicate, 0 failed".</summary>
    public string Summary()
    {
        var seconds = _clock.Elapsed.TotalSeconds;
        var outcomes = _outcomes.OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Value:N0} {Name(outcome.Key)}");
        return string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(Total, "article")} in {seconds:0.0} s ({Total / seconds:0}/s): ")
            + string.Join(", ", outcomes.Append($"{Failed:N0} failed"));
    }

    private static string Name(SubmitOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private void Line(object line)
    {
        if (json)
        {
            results.WriteLine(JsonSerializer.Serialize(line));
        }
    }
}
