using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>
/// The command "speakers": learns from news text which nouns are people and bodies that speak: how often each is the subject of a verb of saying,
/// among all the times it is a subject. Rare nouns lean on those with similar vectors.
/// </summary>
internal static class SpeakersCommand
{
    private const int Rarest = 2;

    /// <summary>Subjects that the mean of all nouns weighs as much as.</summary>
    private const double Prior = 6;

    private const int Neighbours = 12;
    private const int KnownWell = 15;

    private static readonly Option<FileInfo> Out = new("--out") { Description = "The word list to write.", Required = true };

    public static Command Create()
    {
        var command = new Command("speakers", "Learn which nouns speak from data/news-articles and data/news-text.") { TrainerOptions.Data, Out };
        command.SetAction(result => Run(result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(Out)));
        return command;
    }

    private static void Run(string data, FileInfo file)
    {
        var counts = new Dictionary<string, (int Says, int All)>(StringComparer.Ordinal);
        foreach (var text in Texts(data))
        {
            Count(LanguageEngine.Default.Analyze(text), counts);
        }

        var vectors = Stances.WordVectors.Default;
        var mean = counts.Values.Sum(count => (double)count.Says) / counts.Values.Sum(count => (double)count.All);
        var known = counts.Where(pair => pair.Value.All >= KnownWell)
            .Select(pair => (Row: vectors.Row(pair.Key), Rate: (double)pair.Value.Says / pair.Value.All)).Where(noun => noun.Row >= 0).ToList();
        using var writer = file.CreateText();
        writer.WriteLine("# How likely a noun is one of somebody who speaks. Learned: `trainer speakers`; see the card of the position model.");
        writer.WriteLine("noun\tlikelihood");
        foreach (var (noun, count) in counts.Where(pair => pair.Value.All >= Rarest).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var prior = Near(vectors, noun, known) ?? mean;
            var rate = (count.Says + (Prior * prior)) / (count.All + Prior);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{noun}\t{rate:F3}"));
        }
    }

    private static double? Near(Stances.WordVectors vectors, string noun, List<(int Row, double Rate)> known)
    {
        if (vectors.Row(noun) is not (var own and >= 0))
        {
            return null;
        }

        var vector = vectors[own].ToArray();
        return known.Where(other => other.Row != own)
            .Select(other => (Similarity: System.Numerics.Tensors.TensorPrimitives.Dot(vector, vectors[other.Row]), other.Rate))
            .OrderByDescending(other => other.Similarity).Take(Neighbours).Average(other => other.Rate);
    }

    private static void Count(Document document, Dictionary<string, (int Says, int All)> counts)
    {
        var view = new SyntaxView(document);
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (view.Tokens[i] is not { Upos: Upos.Noun, Relation: "nsubj", Head: >= 0 } || view.MentionOf[i] >= 0 || view.Tokens[view.Tokens[i].Head].Upos != Upos.Verb)
            {
                continue;
            }

            var noun = document.Word(i).ToString().ToLowerInvariant();
            if (noun.Length < 2 || !noun.All(c => char.IsLetter(c) || c == '-'))
            {
                continue;
            }

            var says = CueLexicon.Default.Match(view, view.Tokens[i].Head) is { Entry: { Kind: CueKind.Say, IsNoun: false } };
            var (before, all) = counts.GetValueOrDefault(noun);
            counts[noun] = (before + (says ? 1 : 0), all + 1);
        }
    }

    private static IEnumerable<string> Texts(string data)
    {
        foreach (var name in new[] { "news-articles/articles.jsonl.gz", "news-text/news-text.jsonl.gz" })
        {
            foreach (var line in TextFiles.ReadLines(Path.Combine(data, name)))
            {
                using var json = JsonDocument.Parse(line);
                yield return json.RootElement.GetProperty("text").GetString()!;
            }
        }
    }
}
