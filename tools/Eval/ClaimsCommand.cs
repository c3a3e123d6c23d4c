using System.CommandLine;
using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Eval;

/// <summary>Measures what articles say to claims, on files in the format of stance-fnc1/.</summary>
internal static class ClaimsCommand
{
    /// <summary>The command "claims".</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Pairs: JSON lines of headline, body_id, stance; .gz is unpacked." };
        var bodies = new Option<string?>("--bodies") { Description = "Texts; bodies.jsonl.gz beside the file unless given." };
        var errors = new Option<bool>("--errors") { Description = "List the pairs that were answered wrongly." };
        var command = new Command("claims", "Stance of articles to claims (FNC-1).") { file, bodies, errors };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(bodies), result.GetValue(errors)));
        return command;
    }

    private static void Run(string file, string? bodyFile, bool listErrors)
    {
        bodyFile ??= Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "bodies.jsonl.gz");
        var bodies = FncCorpus.Bodies(TextFiles.ReadLines(bodyFile));
        var articles = new Dictionary<int, PreparedText>();
        var claims = new Dictionary<string, ClaimStatement>(StringComparer.Ordinal);
        var answers = new List<(ClaimAnswer Gold, ClaimAnswer Told)>();
        foreach (var pair in FncCorpus.Pairs(TextFiles.ReadLines(file)))
        {
            if (!articles.TryGetValue(pair.Body, out var article))
            {
                articles[pair.Body] = article = PreparedText.Of(bodies[pair.Body]);
            }

            if (!claims.TryGetValue(pair.Headline, out var claim))
            {
                claims[pair.Headline] = claim = ClaimStatement.Of(pair.Headline);
            }

            var (answer, confidence, evidence) = ClaimModel.Default.Read(claim, article);
            answers.Add((pair.Stance, answer));
            if (listErrors && answer != pair.Stance)
            {
                var sentence = article.Sentences[evidence].Range.Of(bodies[pair.Body]).ReplaceLineEndings(" ");
                Console.WriteLine($"error {pair.Stance} told {answer} {confidence:F2} body {pair.Body}: {pair.Headline} | {sentence}");
            }
        }

        var (weighted, macro, f1) = FncCorpus.Score(answers);
        Figures.Print("claims.weighted", weighted);
        Figures.Print("claims.macro_f1", macro);
        for (var answer = ClaimAnswer.Agree; answer <= ClaimAnswer.Unrelated; answer++)
        {
            Figures.Print($"claims.{answer.ToString().ToLowerInvariant()}.f1", f1[(int)answer - 1]);
        }

        Figures.Print("claims.accuracy", answers.Count(pair => pair.Gold == pair.Told) / (double)answers.Count);
    }
}
