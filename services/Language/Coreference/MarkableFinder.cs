using System.Collections.Frozen;

namespace OnRecord.Language.Coreference;

/// <summary>Finds all markables of a document in text order.</summary>
internal static class MarkableFinder
{
    private const int Longest = 12;

    private static readonly WordSet Definite = LanguagePack.Default.Words("determiners", "definite");
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("determiners", "indefinite");
    private static readonly WordSet Demonstrative = LanguagePack.Default.Words("determiners", "demonstrative");
    private static readonly WordSet Possessive = LanguagePack.Default.Words("pronouns", "possessive");
    private static readonly WordSet Reflexive = LanguagePack.Default.Words("pronouns", "reflexive");

    private static readonly FrozenDictionary<string, AnaphorKind>.AlternateLookup<ReadOnlySpan<char>> Pronouns =
        new[] { AnaphorKind.He, AnaphorKind.She, AnaphorKind.It, AnaphorKind.They, AnaphorKind.Speaker }
            .SelectMany(kind => LanguagePack.Default.Words("pronouns", kind.ToString().ToLowerInvariant()).Entries.Select(entry => (entry.Word, kind)))
            .ToFrozenDictionary(pair => pair.Word, pair => pair.kind, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Names and nominals that have a chain, then nouns and pronouns without one.</summary>
    public static List<Markable> Find(DocumentView view, IReadOnlyList<MentionDraft> mentions, QuoteMap quotes)
    {
        var markables = new List<Markable>(view.Tokens.Length / 3);
        var settled = new Dictionary<int, MentionDraft>();
        foreach (var mention in mentions)
        {
            if (mention.Form == MentionForm.Name)
            {
                markables.Add(OfName(view, mention, quotes));
            }
            else
            {
                settled[mention.Head] = mention;
            }
        }

        for (var i = 0; i < view.Tokens.Length; i++)
        {
            var markable = view.NameAt(i) >= 0 ? null
                : settled.TryGetValue(i, out var mention) ? OfNoun(view, i, quotes, mention)
                : view.Tokens[i].Upos == Upos.Pron ? OfPronoun(view, i, quotes)
                : IsNoun(view, i) ? OfNoun(view, i, quotes, null)
                : null;
            if (markable is not null)
            {
                markables.Add(markable);
            }
        }

        markables.Sort((a, b) => (a.Head, a.First).CompareTo((b.Head, b.First)));
        return markables;
    }

    private static Markable OfName(DocumentView view, MentionDraft name, QuoteMap quotes) => new()
    {
        First = name.First,
        End = name.End,
        Head = name.Head,
        Sentence = name.Sentence,
        Form = MarkableForm.Name,
        Type = name.Type,
        Number = view.Tokens[name.Head].Xpos == "NNPS" ? GrammaticalNumber.Plural
            : name.Type == NameType.Person ? GrammaticalNumber.Singular : GrammaticalNumber.Unknown,
        IsPossessive = IsGenitive(view, name.End),
        Quote = quotes.At(name.Head),
        Chain = name.Chain,
        Share = 1,
        IsSettled = true,
    };

    private static bool IsNoun(DocumentView view, int i) =>
        view.Tokens[i].Upos is Upos.Noun or Upos.Propn && view.Tokens[i].Relation is not ("compound" or "flat" or "fixed" or "goeswith");

    private static Markable OfNoun(DocumentView view, int noun, QuoteMap quotes, MentionDraft? settled)
    {
        var (first, determiner) = (noun, Determiner.None);
        for (var i = view.Tree.FirstChild[noun]; i >= 0 && i < noun; i = view.Tree.NextSibling[i])
        {
            if (i < noun - Longest || view.Tokens[i].Relation is "punct" or "case" or "cc" or "mark" or "advmod" or "cop" or "aux" or "nsubj")
            {
                continue;
            }

            first = Math.Min(first, i);
            determiner = view.Tokens[i].Relation switch
            {
                "det" => DeterminerOf(view.Word(i)),
                "nmod" or "nmod:poss" => Determiner.Possessive,
                "nummod" when determiner == Determiner.None => Determiner.Other,
                _ => determiner,
            };
        }

        var isPlural = view.Tokens[noun].Xpos is "NNS" or "NNPS";
        var same = settled is not null || isPlural ? -1 : NounIdentity.ChainOf(view, noun);
        return new Markable
        {
            First = settled?.First ?? first,
            End = noun + 1,
            Head = noun,
            Sentence = view.SentenceOf(noun),
            Form = MarkableForm.Noun,
            Kind = settled is not null || same >= 0 || isPlural || !MayRefer(view, first, noun) ? AnaphorKind.None
                : determiner switch
                {
                    Determiner.Definite => AnaphorKind.Definite,
                    Determiner.Demonstrative => AnaphorKind.Demonstrative,
                    _ => AnaphorKind.None,
                },
            Number = isPlural ? GrammaticalNumber.Plural : GrammaticalNumber.Singular,
            Gender = RoleNouns.GenderOfUnnamed(view.Word(noun)) is var gender and not Gender.Unknown ? gender : RoleNouns.GenderOf(view.Lower(noun)),
            Determiner = determiner,
            IsPossessive = IsGenitive(view, noun + 1),
            Type = RoleNouns.IsPerson(view.Word(noun)) ? NameType.Person : RoleNouns.IsBody(view.Word(noun)) ? NameType.Organization : NameType.Unspecified,
            Quote = quotes.At(noun),
            Chain = settled?.Chain ?? same,
            Share = settled is null && same < 0 ? 0 : 0.9f,
            IsSettled = settled is not null,
        };
    }

    /// <summary>"the president of France", "the Thames bridge", "the company that failed" and "the singer Anna" say themselves who is meant.</summary>
    private static bool MayRefer(DocumentView view, int first, int noun)
    {
        if (view.Tokens[noun].Relation is "appos" or "root" || (view.Tokens[noun].Upos == Upos.Propn && !RoleNouns.IsPerson(view.Word(noun))))
        {
            return false;
        }

        for (var i = first; i < noun; i++)
        {
            if (view.NameAt(i) >= 0)
            {
                return false;
            }
        }

        for (var child = view.Tree.FirstChild[noun]; child >= 0 && child < noun + Longest; child = view.Tree.NextSibling[child])
        {
            // "the actress, who …": what follows a comma only adds to what is known.
            var isAside = child > noun && view.Tokens[child].Relation == "acl:relcl" && view.Is(noun + 1, ",");
            if (child > noun && !isAside && view.Tokens[child].Relation is "flat" or "acl:relcl" or "acl" or "nmod" or "appos")
            {
                return false;
            }
        }

        return noun + 1 >= view.SentenceAround(noun).End || view.NameAt(noun + 1) < 0;
    }

    private static Determiner DeterminerOf(ReadOnlySpan<char> word)
    {
        return Definite.Contains(word) ? Determiner.Definite
            : Indefinite.Contains(word) ? Determiner.Indefinite
            : Demonstrative.Contains(word) ? Determiner.Demonstrative
            : Determiner.Other;
    }

    private static bool IsGenitive(DocumentView view, int next) =>
        next < view.Tokens.Length && view.Word(next) is "'s" or "\u2019s" or "'" or "\u2019" && view.Tokens[next].Upos == Upos.Part;

    private static Markable? OfPronoun(DocumentView view, int i, QuoteMap quotes)
    {
        var word = view.Word(i);
        var kind = Pronouns.TryGetValue(word, out var known) && (known != AnaphorKind.Speaker || quotes.At(i) >= 0) ? known : AnaphorKind.None;
        return kind == AnaphorKind.None ? null : new Markable
        {
            First = i,
            End = i + 1,
            Head = i,
            Sentence = view.SentenceOf(i),
            Form = MarkableForm.Pronoun,
            Kind = kind,
            Number = kind == AnaphorKind.They ? GrammaticalNumber.Plural : GrammaticalNumber.Singular,
            Gender = kind switch { AnaphorKind.He => Gender.Male, AnaphorKind.She => Gender.Female, _ => Gender.Unknown },
            IsPossessive = Possessive.Contains(word) || view.Tokens[i].Xpos == "PRP$",
            IsReflexive = Reflexive.Contains(word),
            Type = kind is AnaphorKind.He or AnaphorKind.She or AnaphorKind.Speaker ? NameType.Person : NameType.Unspecified,
            Quote = quotes.At(i),
        };
    }
}
