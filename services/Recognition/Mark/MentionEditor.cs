using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>Adds names to an analysed document, or widens them, and gives back a document with consistent chains.</summary>
internal sealed class MentionEditor(Document document)
{
    private readonly List<Mention?> _mentions = [.. document.Mentions];
    private readonly List<(string Name, NameType Type, string? Title)> _chains = [.. document.Chains.Select(chain => (chain.Name, chain.Type, chain.Title))];
    private readonly HashSet<int> _nameless = [];
    private bool _changed;

    /// <summary>Adds a name. Names inside it go away if <paramref name="replacesInner"/>; their chain becomes that of the new name when it holds nothing else.</summary>
    public void Add(int firstToken, int endToken, NameType type, float confidence, bool replacesInner)
    {
        var range = new TextRange(document.Tokens[firstToken].Start, document.Tokens[endToken - 1].End);
        var inner = replacesInner
            ? Enumerable.Range(0, _mentions.Count).Where(i => _mentions[i] is { } mention && mention.Range.Overlaps(range)).ToList()
            : [];
        var words = range.Of(document.Text);
        var chain = _chains.FindIndex(known => known.Type == type && string.Equals(known.Name, words, StringComparison.Ordinal));
        if (chain < 0)
        {
            chain = inner.Count == 1 && IsAlone(inner[0]) ? _mentions[inner[0]]!.Chain : _chains.Count;
            if (chain == _chains.Count)
            {
                _chains.Add(default);
            }

            _chains[chain] = (words, type, _chains[chain].Title);
        }

        foreach (var i in inner)
        {
            _mentions[i] = null;
        }

        _mentions.Add(new Mention(firstToken, endToken, range, type, MentionForm.Name, chain, confidence));
        _changed = true;
    }

    /// <summary>Makes a name shorter, and that of its chain where it is the same.</summary>
    public void Narrow(Mention mention, int firstToken, int endToken)
    {
        var range = new TextRange(document.Tokens[firstToken].Start, document.Tokens[endToken - 1].End);
        _mentions[_mentions.IndexOf(mention)] = mention with { FirstToken = firstToken, EndToken = endToken, Range = range };
        var (name, type, title) = _chains[mention.Chain];
        _chains[mention.Chain] = (name == mention.Range.Of(document.Text) ? range.Of(document.Text) : name, type, title);
        _changed = true;
    }

    /// <summary>Adds a noun phrase to a chain, or moves it there from another one.</summary>
    public void AddNominal(int firstToken, int endToken, int chain, NameType type, float confidence)
    {
        var range = new TextRange(document.Tokens[firstToken].Start, document.Tokens[endToken - 1].End);
        _mentions.RemoveAll(mention => mention is { Form: MentionForm.Nominal } && mention.EndToken == endToken);
        _mentions.Add(new Mention(firstToken, endToken, range, type, MentionForm.Nominal, chain, confidence));
        _changed = true;
    }

    /// <summary>The chain of an entity that the text speaks of without its name, such as the country of its towns.</summary>
    public int NamelessChain(string name, NameType type)
    {
        var chain = _chains.FindIndex(known => known.Type == type && string.Equals(known.Name, name, StringComparison.Ordinal));
        if (chain < 0)
        {
            chain = _chains.Count;
            _chains.Add((name, type, null));
            _nameless.Add(chain);
        }

        return chain;
    }

    /// <summary>Takes away the noun phrases that end at a token.</summary>
    public void RemoveNominal(int endToken) =>
        _changed |= _mentions.RemoveAll(mention => mention is { Form: MentionForm.Nominal } && mention.EndToken == endToken) > 0;

    /// <summary>The document with all changes; the same one when there were none.</summary>
    public Document Build()
    {
        if (!_changed)
        {
            return document;
        }

        var kept = _mentions.OfType<Mention>().OrderBy(mention => mention.Range.Start).ThenByDescending(mention => mention.Range.End).ToArray();
        // A chain needs a name: without one its nominals and pronouns stand for nothing.
        var named = kept.Where(mention => mention.Form == MentionForm.Name).Select(mention => mention.Chain).Concat(_nameless).ToHashSet();
        kept = Array.FindAll(kept, mention => named.Contains(mention.Chain));
        var numbers = new Dictionary<int, int>();
        var members = new List<List<int>>();
        for (var i = 0; i < kept.Length; i++)
        {
            if (!numbers.TryGetValue(kept[i].Chain, out var number))
            {
                numbers[kept[i].Chain] = number = members.Count;
                members.Add([]);
            }

            members[number].Add(i);
            kept[i] = kept[i] with { Chain = number };
        }

        return document.With(kept, [.. numbers.OrderBy(pair => pair.Value).Select(pair => new CoreferenceChain(
                _chains[pair.Key].Name, _chains[pair.Key].Type, members[pair.Value], _chains[pair.Key].Title))]);
    }

    private bool IsAlone(int mention) => _mentions.Count(other => other is { Form: MentionForm.Name } && other.Chain == _mentions[mention]!.Chain) == 1;
}
