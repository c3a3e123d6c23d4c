namespace OnRecord.Language.Coreference;

/// <summary>
/// Nouns that the sentence itself says to be what a name names: "Lyme is a port", "Lyme, a port in …", "the port of Lyme", "the Labour party".
/// What refers to such a noun later refers to the name.
/// </summary>
internal static class NounIdentity
{
    private const int Reach = 24;

    // "the city of Lyme" is Lyme, "the mayor of Lyme" is not.
    private static readonly WordSet Territories = LanguagePack.Default.Words("identity-nouns", "territory");

    // "the Labour party" is Labour, "the Labour leader" is not.
    private static readonly WordSet Bodies = LanguagePack.Default.Words("identity-nouns", "body");

    private static readonly WordSet Denials = LanguagePack.Default.Words("negations", "adverb");

    /// <summary>The chain of the name that a noun is the same as, or -1.</summary>
    public static int ChainOf(DocumentView view, int noun)
    {
        var token = view.Tokens[noun];
        if (token.Relation == "appos" && NameWithHead(view, token.Head) is var named and >= 0)
        {
            return named;
        }

        var (subject, hasCopula, isDenied) = (-1, false, false);
        for (var i = view.Tree.FirstChild[noun]; i >= 0 && i < noun + Reach; i = view.Tree.NextSibling[i])
        {
            if (i < noun - Reach)
            {
                continue;
            }

            var relation = view.Tokens[i].Relation;
            hasCopula |= relation == "cop";
            isDenied |= (relation == "advmod" && Denials.Contains(view.Word(i))) || (relation == "aux" && view.Tokens[i].Xpos == "MD");
            subject = relation == "nsubj" ? i : subject;
            if ((relation is "appos" or "flat" || (relation == "nmod" && Territories.Contains(view.Word(noun)) && HasOf(view, noun, i))
                || (relation == "compound" && i < noun && Bodies.Contains(view.Word(noun)) && IsOrganization(view, i)))
                && NameWithHead(view, i) is var other and >= 0)
            {
                return other;
            }
        }

        return hasCopula && !isDenied && subject >= 0 ? NameWithHead(view, subject) : -1;
    }

    private static bool HasOf(DocumentView view, int noun, int name)
    {
        for (var child = view.Tree.FirstChild[name]; child >= 0 && child < name; child = view.Tree.NextSibling[child])
        {
            if (child > noun && view.Tokens[child].Relation == "case")
            {
                return view.Is(child, "of");
            }
        }

        return false;
    }

    private static bool IsOrganization(DocumentView view, int token) =>
        view.NameAt(token) is var name and >= 0 && view.TypeOfName(name) == NameType.Organization;

    private static int NameWithHead(DocumentView view, int token) =>
        token >= 0 && view.NameAt(token) is var name and >= 0 && view.HeadOfName(name) == token ? view.ChainOfName(name) : -1;
}
