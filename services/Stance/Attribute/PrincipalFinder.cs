using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Finds whom a representative speaks for.</summary>
/// <param name="view">The document.</param>
/// <param name="holders">Makes holders.</param>
/// <param name="bodies">Finds bodies.</param>
/// <param name="named">Who a phrase with this head names; null for nobody.</param>
internal sealed class PrincipalFinder(SyntaxView view, HolderFactory holders, BodyFinder bodies, Func<TokenSpan, int, Holder?> named)
{
    private static readonly WordSet Belonging = LanguagePack.Default.Words("function-words", "belonging");
    private static readonly WordSet Inside = LanguagePack.Default.Words("function-words", "inside");

    /// <summary>Whom a representative speaks for: "the Kremlin spokesman", "a lawyer for Ann Lee", "its office".</summary>
    public Holder? Of(TokenSpan phrase, int head)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child > head && child < phrase.End && view.Tokens[child].Relation is "nmod" or "obl"
                && view.Child(child, "case") is var preposition and >= 0 && Belonging.Contains(view.Document.Word(preposition))
                && named(new TokenSpan(preposition + 1, Math.Min(phrase.End, view.SubtreeEnd(child))), child) is { } principal)
            {
                return holders.Of(principal.Entity, phrase);
            }
        }

        for (var i = head - 1; i >= phrase.First; i--)
        {
            if (SourceNouns.IsKind(view.Document.Word(i)))
            {
                return null;   // "an Israeli newspaper report" is no report of Israel
            }

            if (view.MentionOf[i] >= 0)
            {
                return holders.Of(view.MentionOf[i], phrase);
            }

            if (SourceNouns.IsBody(view.Document.Word(i)) && bodies.Named(phrase, i) is { } body)
            {
                return body;
            }
        }

        var place = -1;
        for (var i = head + 1; i < phrase.End; i++)
        {
            if (view.MentionOf[i] is not (var mention and >= 0))
            {
                continue;
            }

            var name = view.Document.Mentions[mention];
            if (name.Type != NameType.Place)
            {
                return holders.Of(mention, phrase);
            }

            // "A spokeswoman for a school in Lima" speaks for no city; "a report from Lima daily Arlo Post" is the paper's.
            if (!Inside.Contains(view.Document.Word(name.FirstToken - 1)))
            {
                if (!IsModifier(name))
                {
                    return holders.Of(mention, phrase);
                }

                place = place < 0 ? mention : place;
            }
        }

        return place < 0 ? null : holders.Of(place, phrase);
    }

    /// <summary>Whether a name only says of which place the noun behind it is: "Lima daily".</summary>
    private bool IsModifier(Mention name) =>
        view.Tokens[name.EndToken - 1] is { Relation: "compound" or "amod" or "nmod:poss" } last && last.Head >= name.EndToken;

    /// <summary>"lawyers for both Ann Lee and Tom Reed": those after the first.</summary>
    public IEnumerable<Holder> Others(TokenSpan phrase, int head)
    {
        if (!SourceNouns.SpeaksForAnother(view.Document.Word(head)))
        {
            yield break;
        }

        for (var i = head + 1; i < phrase.End; i++)
        {
            if (view.HasRelation(i, "conj") && view.Tokens[i].Head > head && view.MentionOf[i] is var mention and >= 0)
            {
                yield return holders.Of(mention, phrase);
            }
        }
    }
}
