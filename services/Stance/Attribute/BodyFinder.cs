using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Finds the body that a noun like "government" or "ministry" stands for.</summary>
internal sealed class BodyFinder(SyntaxView view, HolderFactory holders)
{
    private static readonly WordSet Locating = LanguagePack.Default.Words("function-words", "seat");
    private static readonly WordSet Officials = LanguagePack.Default.Words("officials");

    /// <summary>"World Health Organization officials": the body, where they are its officials and no single one.</summary>
    public bool HasOfficials(int mention, int head) =>
        Officials.Contains(view.Document.Word(head)) && view.Tokens[head].Xpos is "NNS" && view.Document.Mentions[mention].Type == NameType.Organization;

    /// <summary>"the government in Lima": the state that the capital stands for.</summary>
    public Holder? Seat(TokenSpan phrase, int head)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child > head && child < phrase.End && view.MentionOf[child] is var mention and >= 0
                && view.Document.Mentions[mention].Type == NameType.Place
                && view.Child(child, "case") is var preposition and >= 0 && Locating.Contains(view.Document.Word(preposition)))
            {
                return holders.Of(mention, phrase);
            }
        }

        return null;
    }

    /// <summary>"the Saudi government": the words from the name on to the head are the name of a body.</summary>
    public Holder? Named(TokenSpan phrase, int head)
    {
        var first = head;
        while (first > view.SentenceAt(head).FirstToken && view.Tokens[first - 1].Upos is Upos.Propn or Upos.Adj or Upos.Noun)
        {
            first--;
        }

        for (var i = first; i < head; i++)
        {
            if (view.MentionOf[i] >= 0 || char.IsUpper(view.Document.Word(i)[0]))
            {
                var range = view.RangeOf(first, head + 1);
                return holders.Of(new EntityReference(-1, range.Of(view.Document.Text), EntityType.Organization, "", ""), phrase) with { Range = range };
            }
        }

        return null;
    }

    /// <summary>"the health ministry" after "the Peruvian Health Ministry": a definite body whose words end a name in the document.</summary>
    public Holder? NamedBefore(TokenSpan phrase, int head)
    {
        if (!SourceNouns.IsBody(view.Document.Word(head)))
        {
            return null;
        }

        var first = head;
        while (first > phrase.First && view.Tokens[first - 1].Upos is Upos.Noun or Upos.Adj)
        {
            first--;
        }

        if (first == head)
        {
            return null;
        }

        // The last two words are enough: "a federal appeals court" is the Court of Appeals that the text names.
        var (modifier, noun) = (view.Document.Word(head - 1).ToString(), view.Document.Word(head).ToString());
        for (var chain = 0; chain < view.Document.Chains.Count; chain++)
        {
            var name = view.Document.Chains[chain].Name;
            if (HasWord(name, modifier) && HasWord(name, noun))
            {
                return holders.OfChain(chain, phrase);
            }
        }

        // Bodies that the name finder does not know as names: look for the words after a capitalised one.
        for (var i = 1; i + 1 < phrase.First; i++)
        {
            if (view.IsWord(i, modifier) && view.IsWord(i + 1, noun) && char.IsUpper(view.Document.Word(i - 1)[0])
                && Named(new TokenSpan(i, i + 2), i + 1) is { } body)
            {
                return holders.Of(body.Entity, phrase);
            }
        }

        return null;
    }

    private static bool HasWord(string name, string word)
    {
        foreach (var part in name.AsSpan().Split(' '))
        {
            if (name.AsSpan(part).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
