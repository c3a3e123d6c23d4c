using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>A noun phrase that may stand for an entity of the text, such as "the country" or "the French president".</summary>
/// <param name="FirstToken">First token.</param>
/// <param name="EndToken">One past the noun.</param>
/// <param name="Noun">The noun in lower case.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="People">The token that says whose ("French"), or -1.</param>
/// <param name="Owner">The possessive pronoun that opens it ("his"), or -1.</param>
internal readonly record struct NominalPhrase(int FirstToken, int EndToken, string Noun, NominalKind Kind, int People, int Owner)
{
    private const int Longest = 8;

    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "known");

    // The kind is the word that makes it a role of its own: the prime minister is one, a minister one of many.
    private static readonly WordSet Compounds = LanguagePack.Default.Words("compound-roles");

    /// <summary>The phrase that ends with a noun, or null.</summary>
    public static NominalPhrase? At(Document document, int noun)
    {
        var token = document.Tokens[noun];
        if (token.Upos is not (Upos.Noun or Upos.Propn) || token.Xpos is "NNS" or "NNPS" || token.Relation is "compound" or "flat" or "appos" or "vocative"
            || token.End - token.Start is < 4 or > 17)
        {
            return null;
        }

        var word = document.Lower[noun];
        var kind = NominalKinds.Of(word);
        return kind == NominalKind.None || IsNarrowedAfter(document, noun) || IsPredicate(document, noun) ? null : Opened(document, noun, word, kind);
    }

    private static NominalPhrase? Opened(Document document, int noun, string word, NominalKind kind)
    {
        var (people, isPrime, isNarrowed) = (-1, false, false);
        for (var i = noun - 1; i >= 0 && noun - i <= Longest; i--)
        {
            var token = document.Tokens[i];
            if (IsArticle(document, i) || token.Xpos == "PRP$")
            {
                var owner = token.Xpos == "PRP$" ? i : -1;
                var isWhole = kind is NominalKind.Person ? !isNarrowed || NominalKinds.IsTrade(word) : !isNarrowed && people < 0;
                return isWhole && (owner < 0 || kind == NominalKind.Party) && (kind != NominalKind.Person || (!Compounds.Contains(word) || isPrime))
                    && (people >= 0 || !NominalKinds.NeedsOwner(word))
                    ? new NominalPhrase(i, noun + 1, word, kind, people, owner) : null;
            }

            if (token.Head != noun && !(token.Upos == Upos.Punct && document.Word(i) is "-") && token.Relation is not ("amod" or "compound" or "advmod"))
            {
                return null;
            }

            if (Compounds.Kind(word) is { } first && document.Word(i).Equals(first, StringComparison.OrdinalIgnoreCase))
            {
                isPrime = true;
            }
            else if (people < 0 && char.IsUpper(document.Word(i)[0]) && (token.Upos is Upos.Adj or Upos.Propn || StartOfNameAt(document, i) >= 0))
            {
                people = i;
                i = StartOfNameAt(document, i) is >= 0 and var start ? start : i;
            }
            else
            {
                isNarrowed |= !document.Word(i).Equals("then", StringComparison.OrdinalIgnoreCase);
            }
        }

        return null;
    }

    /// <summary>The first token of the name that ends with a token, whatever its words are tagged as ("Fed"); -1 for none.</summary>
    private static int StartOfNameAt(Document document, int token)
    {
        foreach (var mention in document.Mentions)
        {
            if (mention.Form == MentionForm.Name && mention.EndToken == token + 1)
            {
                return mention.FirstToken;
            }
        }

        return -1;
    }

    private static bool IsArticle(Document document, int token) =>
        Articles.Contains(document.Word(token));

    /// <summary>"the president of the club", "the country that …", "the Harbour company Ltd" say themselves who is meant.</summary>
    private static bool IsNarrowedAfter(Document document, int noun)
    {
        var end = Math.Min(document.Tokens.Length, noun + 8);
        for (var i = noun + 1; i < end; i++)
        {
            if (document.Tokens[i].Head != noun)
            {
                continue;
            }

            if (document.Tokens[i].Relation is "flat" or "appos" or "nmod" or "acl" or "compound"
                || (document.Tokens[i].Relation == "acl:relcl" && document.Word(noun + 1) is not ","))
            {
                return true;
            }
        }

        return noun + 1 < document.Tokens.Length && document.Tokens[noun + 1].Upos == Upos.Propn && document.Tokens[noun + 1].Head == noun;
    }

    /// <summary>"Lyme is the capital": said of a name, not standing for one.</summary>
    private static bool IsPredicate(Document document, int noun)
    {
        for (var i = Math.Max(0, noun - 8); i < noun; i++)
        {
            if (document.Tokens[i].Head == noun && document.Tokens[i].Relation == "cop")
            {
                return true;
            }
        }

        return false;
    }
}
