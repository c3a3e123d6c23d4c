using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// A capital that acts stands for its state: "Moscow denies …", "Kiev's position", "talks with Tehran". One that is a place stays one: "in Moscow".
/// </summary>
internal sealed class Metonymy(KnowledgeBase knowledge)
{
    private static readonly HashSet<string> ActingVerbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "say", "says", "said", "deny", "denies", "denied", "accuse", "accuses", "accused", "claim", "claims", "claimed", "warn", "warns", "warned",
        "insist", "insists", "insisted", "reject", "rejects", "rejected", "condemn", "condemns", "condemned", "demand", "demands", "demanded",
        "announce", "announces", "announced", "agree", "agrees", "agreed", "refuse", "refuses", "refused", "want", "wants", "wanted", "call", "calls",
        "called", "urge", "urges", "urged", "back", "backs", "backed", "support", "supports", "supported", "oppose", "opposes", "opposed", "believe",
        "believes", "believed", "fear", "fears", "feared", "threaten", "threatens", "threatened", "impose", "imposes", "imposed", "order", "orders",
        "ordered", "send", "sends", "sent", "hope", "hopes", "hoped", "expect", "expects", "expected", "confirm", "confirms", "confirmed", "respond",
        "responds", "responded", "react", "reacts", "reacted", "dismiss", "dismisses", "dismissed", "blame", "blames", "blamed", "vow", "vows",
        "vowed", "pledge", "pledges", "pledged", "promise", "promises", "promised", "offer", "offers", "offered", "sign", "signs", "signed", "seek",
        "seeks", "sought", "consider", "considers", "considered", "decide", "decides", "decided", "recognise", "recognises", "recognised",
        "recognize", "recognizes", "recognized", "invade", "invaded", "annex", "annexed", "has", "had", "have", "is", "was", "will", "would", "could",
        "should", "must", "may", "might", "does", "did", "does", "also",
    };

    private static readonly HashSet<string> Partners = new(StringComparer.OrdinalIgnoreCase)
    {
        "with", "between", "against", "by", "towards", "toward",
    };

    private static readonly HashSet<string> StateNouns = new(StringComparer.OrdinalIgnoreCase)
    {
        "government", "position", "policy", "policies", "stance", "forces", "troops", "army", "military", "claim", "claims", "decision", "response",
        "reaction", "interests", "ambitions", "allies", "ally", "ambassador", "envoy", "offer", "demand", "demands", "denial", "support", "role",
        "intentions", "leadership", "leaders", "foreign", "defence", "defense", "nuclear", "aggression", "sanctions",
    };

    private static readonly HashSet<string> Government = new(StringComparer.OrdinalIgnoreCase)
    {
        "government", "authorities", "leadership", "administration", "regime",
    };

    private readonly Dictionary<string, KnowledgeEntry> _states = knowledge.Entries
        .Where(entry => entry.Kind == "country")
        .GroupBy(entry => entry.Country, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.MaxBy(entry => entry.Popularity)!, StringComparer.Ordinal);

    /// <summary>The link of one mention: the state, where a capital stands for it; else <paramref name="link"/>.</summary>
    public MentionLink Read(Document document, Mention mention, MentionLink link) =>
        mention.Form == MentionForm.Name
        && knowledge.Get(link.Identity.Id) is { Kind: "capital" } capital
        && _states.TryGetValue(capital.Country, out var state)
        && IsActor(document, mention)
            ? link with { Identity = EntityIdentity.Of(state) }
            : link;

    private static bool IsActor(Document document, Mention mention)
    {
        var before = mention.FirstToken > 0 ? document.Word(mention.FirstToken - 1) : [];
        var after = mention.EndToken < document.Tokens.Length ? document.Word(mention.EndToken) : [];
        if (after is "'s" or "’s" && mention.EndToken + 1 < document.Tokens.Length)
        {
            return Has(StateNouns, document.Word(mention.EndToken + 1));
        }

        if (before.Equals("in", StringComparison.OrdinalIgnoreCase))
        {
            return mention.FirstToken > 1 && Has(Government, document.Word(mention.FirstToken - 2));
        }

        return Has(Partners, before) || (StartsClause(document, mention) && Has(ActingVerbs, after));
    }

    /// <summary>Whether nothing before the mention makes it the end of a longer phrase: "a court in central Moscow said".</summary>
    private static bool StartsClause(Document document, Mention mention)
    {
        if (mention.FirstToken == 0)
        {
            return true;
        }

        var before = document.Tokens[mention.FirstToken - 1];
        return before.Upos is Upos.Punct or Upos.Sconj or Upos.Cconj or Upos.Verb
            || document.Sentences.Any(sentence => sentence.FirstToken == mention.FirstToken)
            || document.Word(mention.FirstToken - 1) is "," or "that" or "and" or "but" or "while" or ":" or "as";
    }

    private static bool Has(HashSet<string> words, ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
