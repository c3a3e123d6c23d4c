using System.CommandLine;
using System.Text.Json;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>Research: writes rows of features and what gold says of them.</summary>
internal static class DumpCommand
{
    private static readonly Argument<FileInfo[]> Files = new("files") { Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> Out = new("--out") { Required = true };

    public static Command Create()
    {
        var command = new Command("dump-positions", "rows") { Files, Out };
        command.SetAction(result => Run(result.GetRequiredValue(Files), result.GetRequiredValue(Out)));
        return command;
    }

    private static void Run(FileInfo[] files, string folder)
    {
        Directory.CreateDirectory(folder);
        using var holderRows = new BinaryWriter(File.Create(Path.Combine(folder, "holders.f32")));
        using var positionRows = new BinaryWriter(File.Create(Path.Combine(folder, "positions.f32")));
        using var meta = new StreamWriter(Path.Combine(folder, "meta.jsonl"));
        List<string>? holderNames = [], positionNames = [];
        var values = new float[2000];
        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            foreach (var article in GoldArticle.Read(file.FullName))
            {
                var document = LanguageEngine.Default.Analyze(article.Text, article.BodyStart);
                var view = new SyntaxView(document);
                var raw = Attributor.Find(AttributionModel.Default, view);
                var entities = new EntityResolver(view, []);
                var settler = new HolderSettler(view, entities, new HolderFinder(view, entities));
                var candidates = CandidateFinder.Find(view, raw);
                var read = CandidateReader.Read(view, settler, candidates, (_, holders) => holders.Count > 0 && (holders[0].Places & (HolderPlaces.Source | HolderPlaces.Subject)) != 0 ? 0 : -1);
                var facts = new DocumentFacts(view);
                var residue = new ResidueFinder(view);
                string Of(TokenSpan span) => view.RangeOf(span.First, span.End).Of(document.Text);
                var entries = new List<object>();
                for (var c = 0; c < read.Count; c++)
                {
                    var (candidate, holders) = read[c];
                    var first = Math.Min(candidate.Cue.First, candidate.Content.First);
                    var last = Math.Max(candidate.Cue.End, candidate.Content.End) - 1;
                    var evidence = candidate.Source == CandidateSource.Continuation
                        ? view.SentenceAt(candidate.Content.First).Range
                        : new TextRange(view.SentenceAt(first).Start, view.SentenceAt(last).End);
                    var cue = view.RangeOf(candidate.Cue.First, candidate.Cue.End);
                    var content = view.RangeOf(candidate.Content.First, candidate.Content.End);
                    var golds = article.Stands.Select((gold, g) => new
                    {
                        g,
                        primary = gold.Evidence.Any(e => e.Overlaps(evidence)),
                        also = gold.AlsoIn.Any(e => e.Overlaps(evidence)),
                        cue = gold.Cue.Select(e => Overlap(e, cue)).DefaultIfEmpty(0).Max(),
                        content = gold.Cue.Select(e => Overlap(e, content)).DefaultIfEmpty(0).Max(),
                        holders = holders.Select((h, i) => (h, i)).Where(x => Same(view, x.h, gold)).Select(x => x.i).ToArray(),
                    }).Where(x => x.primary || x.also).ToList();
                    entries.Add(new
                    {
                        c,
                        source = candidate.Source.ToString(),
                        cue = Of(candidate.Cue),
                        content = Of(candidate.Content),
                        sentence = view.SentenceOf[candidate.Content.First],
                        evidence = evidence.Of(document.Text),
                        rule = candidate.Rule?.Label.ToString(),
                        kind = candidate.Match?.Entry.Kind.ToString(),
                        holders = holders.Select(h => new { name = h.Holder.Name, unnamed = h.Holder.IsUnnamed, key = h.Key, phrase = Of(h.Phrase), places = h.Places.ToString() }),
                        cs = candidate.Content.First,
                        ce = candidate.Content.End,
                        us = candidate.Cue.First,
                        ue = candidate.Cue.End,
                        golds,
                    });
                    for (var h = 0; h < Math.Max(1, holders.Count); h++)
                    {
                        if (holders.Count > 0)
                        {
                            var row = new FeatureRow(values, holderNames);
                            HolderFeatures.Write(ref row, view, facts, candidate, holders, h);
                            if (holderNames is not null)
                            {
                                File.WriteAllLines(Path.Combine(folder, "holders.names"), holderNames);
                                holderCount = holderNames.Count;
                                holderNames = null;
                            }

                            foreach (var value in values.AsSpan(0, holderCount))
                            {
                                holderRows.Write(value);
                            }
                        }

                        Array.Clear(values);
                        var position = new FeatureRow(values, positionNames is not null && holders.Count > 0 ? positionNames : null);
                        PositionFeatures.Write(ref position, view, facts, residue, candidates, c, holders.Count > 0 ? holders[h] : null, []);
                        if (positionNames is not null && holders.Count > 0)
                        {
                            File.WriteAllLines(Path.Combine(folder, "positions.names"), positionNames);
                            positionCount = positionNames.Count;
                            positionNames = null;
                        }

                        if (positionCount == 0)
                        {
                            throw new InvalidOperationException("The first candidate has no holder.");
                        }

                        foreach (var value in values.AsSpan(0, positionCount))
                        {
                            positionRows.Write(value);
                        }
                    }
                }

                meta.WriteLine(JsonSerializer.Serialize(new
                {
                    story = article.Story,
                    id = article.Id,
                    gold = article.Stands.Select(s => new { s.Holder, s.IsUnnamed, s.Stance, s.Form, s.Names, s.Importance, ev = s.Evidence.Select(e => e.Of(article.Text)).FirstOrDefault(), cue = s.Cue.Select(e => e.Of(article.Text)).FirstOrDefault() }),
                    candidates = entries,
                }));
            }
        }
    }

    private static int holderCount;
    private static int positionCount;

    private static int Overlap(TextRange a, TextRange b) => Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start));

    private static bool Same(SyntaxView view, HolderCandidate holder, GoldStand gold)
    {
        if (gold.IsUnnamed != holder.Holder.IsUnnamed)
        {
            return false;
        }

        if (gold.IsUnnamed)
        {
            return holder.Holder.Description.Split(' ').Any(word => word.Length > 2 && word is not "the" && gold.Names.Any(n => n.Contains(word, StringComparison.OrdinalIgnoreCase)));
        }

        var names = new List<string> { holder.Holder.Name };
        if (holder.Holder.Entity is { Chain: >= 0 } entity)
        {
            names.AddRange(view.Document.Chains[entity.Chain].Mentions.Select(m => view.Document.Mentions[m]).Where(m => m.Form == MentionForm.Name).Select(m => m.Range.Of(view.Document.Text)));
        }

        return names.Any(name => gold.Names.Contains(name, StringComparer.OrdinalIgnoreCase));
    }
}
