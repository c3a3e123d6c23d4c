using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>A mention as the annotators see it.</summary>
/// <param name="Range">UTF-16 range in the text.</param>
/// <param name="Chain">What it refers to.</param>
internal sealed record GoldReference(TextRange Range, string Chain);

/// <summary>
/// Counts pronouns and noun phrases that were joined with a name: right when the annotators put them into a chain with a name of the same
/// entity. Recall is over annotated pronouns of the third person singular whose chain holds a name that was found. The last figures ask, of
/// two names in one of our chains, whether the annotators agree.
/// </summary>
/// <param name="errors">Takes what is wrong, a line each; null for nobody.</param>
internal sealed class CoreferenceScore(TextWriter? errors)
{
    private static readonly HashSet<string> Pronouns = new(
        ["he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its"], StringComparer.OrdinalIgnoreCase);

    private int _right;
    private int _found;
    private int _wanted;
    private int _nominalsRight;
    private int _pairsRight;
    private int _pairsFound;
    private int _pairsWanted;

    /// <summary>Noun phrases that were joined with a name.</summary>
    public int Nominals { get; private set; }

    /// <summary>Counts a document.</summary>
    public void Add(Document document, IReadOnlyList<GoldReference> gold)
    {
        var names = document.Mentions.Where(mention => mention.Form == MentionForm.Name)
            .Select(mention => new FoundReference(mention.Range, mention.Chain, Smallest(gold, mention.Range)!)).Where(name => name.Gold is not null).ToList();
        foreach (var mention in document.Mentions.Where(mention => mention.Form != MentionForm.Name))
        {
            AddReference(document, mention, gold, names);
        }

        var named = names.Select(name => name.Gold).ToHashSet();
        _wanted += gold.Count(mention => Pronouns.Contains(mention.Range.Of(document.Text)) && named.Contains(mention.Chain));
        AddPairs(document.Text, names);
    }

    /// <summary>Names and values, in a fixed order.</summary>
    public IEnumerable<(string Name, double Value)> Figures() =>
    [
        .. Eval.Figures.Of("coreference.pronoun", _right, _found, _wanted),
        ("coreference.nominal.precision", Eval.Figures.Share(_nominalsRight, Nominals)),
        .. Eval.Figures.Of("coreference.name_pairs", _pairsRight, _pairsFound, _pairsWanted),
    ];

    private void AddReference(Document document, Mention mention, IReadOnlyList<GoldReference> gold, List<FoundReference> names)
    {
        var text = document.Text;
        var agreed = gold.FirstOrDefault(other => other.Range == mention.Range)?.Chain
            ?? (mention.Form == MentionForm.Nominal ? Smallest(gold, mention.Range) : null);
        var isRight = agreed is not null && names.Exists(name => name.Chain == mention.Chain && name.Gold == agreed);
        if (mention.Form == MentionForm.Nominal)
        {
            Nominals++;
            _nominalsRight += isRight ? 1 : 0;
        }
        else if (Pronouns.Contains(mention.Range.Of(text)))
        {
            _found++;
            _right += isRight ? 1 : 0;
        }

        if (!isRight)
        {
            var from = Math.Max(0, mention.Range.Start - 100);
            errors?.WriteLine($"# {text[from..mention.Range.Start]}[{mention.Range.Of(text)}]{text[mention.Range.End..Math.Min(text.Length, mention.Range.End + 30)]} => {document.Chains[mention.Chain].Name}".ReplaceLineEndings(" "));
        }
    }

    private void AddPairs(string text, List<FoundReference> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (ours, theirs) = (names[i].Chain == names[j].Chain, names[i].Gold == names[j].Gold);
                _pairsFound += ours ? 1 : 0;
                _pairsRight += ours && theirs ? 1 : 0;
                _pairsWanted += theirs ? 1 : 0;
                if (ours && !theirs && names[i].Range.Of(text) != names[j].Range.Of(text))
                {
                    errors?.WriteLine($"# names {names[i].Range.Of(text)} = {names[j].Range.Of(text)}".ReplaceLineEndings(" "));
                }
            }
        }
    }

    private static string? Smallest(IReadOnlyList<GoldReference> gold, TextRange range) =>
        gold.Where(mention => mention.Range.Contains(range)).MinBy(mention => mention.Range.Length)?.Chain;

    private sealed record FoundReference(TextRange Range, int Chain, string Gold);
}
