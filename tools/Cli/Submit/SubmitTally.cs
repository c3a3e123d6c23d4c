using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Connect;

namespace OnRecord.Cli.Submit;

/// <summary>Counts results, prints one line per failure, and with --json one line per article.</summary>
internal sealed class SubmitTally(bool json, TextWriter results, TextWriter remarks)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<SubmitOutcome, int> _outcomes = [];
    private readonly List<string> _accepted = [];

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
            Line(new { source = item.Source, article_id = accepted.ArticleId, revision = accepted.Revision, outcome = Name(accepted.Outcome) });
            return;
        }

        var failure = result.Failure;
        var faults = failure.Faults.Select(fault => $"{fault.Field}: {fault.Description}").ToList();
        Fail(item.Source, $"{Failure.Name((StatusCode)failure.Code)} {(faults.Count > 0 ? string.Join(" ", faults) : failure.Message)}");
    }

    public void Fail(string source, string reason)
    {
        Failed++;
        remarks.WriteLine($"FAILED {source}: {reason}");
        Line(new { source, error = reason });
    }

    /// <summary>"2,513 articles in 12.1 s (207/s): 2,400 created, 113 duplicate, 0 failed".</summary>
    public string Summary()
    {
        var seconds = _clock.Elapsed.TotalSeconds;
        var outcomes = _outcomes.OrderBy(outcome => outcome.Key).Select(outcome => $"{outcome.Value:N0} {Name(outcome.Key)}");
        return string.Create(CultureInfo.InvariantCulture, $"{Total:N0} articles in {seconds:0.0} s ({Total / seconds:0}/s): ")
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
