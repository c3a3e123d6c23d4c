using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Gives pronouns of a claim the name of whom they mean, where nobody else can be meant.</summary>
internal sealed class PronounNames(SyntaxView view, EntityResolver entities)
{
    private const int LongestDescription = 4;

    private static readonly WordSet Personal = LanguagePack.Default.Words("function-words", "personal");
    private static readonly WordSet Roles = LanguagePack.Default.Words("role-nouns", "person");
    private static readonly WordSet Impersonal = LanguagePack.Default.Words("function-words", "impersonal");

    /// <summary>The name for a pronoun, in brackets; null for other words, for one that nobody is known for, and where the name stands before it.</summary>
    public string? Of(int token, FoundPosition position, int first, HashSet<string> named)
    {
        if (IsDescribedHolder(token, position, first))
        {
            return $"[{position.Holder.Name}]";
        }

        if (view.MentionOf[token] is not (var mention and >= 0))
        {
            return null;
        }

        var chain = view.Document.Mentions[mention].Chain;
        var isPronoun = view.Document.Mentions[mention].Form == MentionForm.Pronoun && view.Tokens[token].Upos == Upos.Pron;
        var isHolder = chain == position.Holder.Entity?.Chain || chain == SourceChain(position);
        if ((isHolder && !position.Holder.IsUnnamed ? position.Holder.Name : view.IsNamed(chain) ? entities.OfChain(chain).Name : null) is not { } name)
        {
            return null;
        }

        var isFirst = named.Add(name);
        if (!isPronoun || !isFirst || !IsSure(token, position, first, isHolder))
        {
            return null;
        }

        return IsPossessive(token) ? $"[{name}'s]" : $"[{name}]";
    }

    /// <summary>"The priest said | he had been ill": whoever is only described is meant by the subject of what is told of them, if nobody else is spoken of between.</summary>
    private bool IsDescribedHolder(int token, FoundPosition position, int first)
    {
        if (token != first || position.Holder is not { Entity: null } holder || !Personal.Contains(view.Document.Word(token)) || view.QuoteOf[token] >= 0
            || view.Tokens[token].Relation is not ("nsubj" or "nsubj:pass") || holder.Range.End <= holder.Range.Start || holder.Name.Count(' ') >= LongestDescription
            || (view.MentionOf[token] is var mention and >= 0 && view.IsNamed(view.Document.Mentions[mention].Chain)))
        {
            return false;
        }

        var (start, end) = (view.TokenAt(holder.Range.Start), view.TokenAt(holder.Range.End - 1) + 1);
        var head = view.HeadOf(start, end);
        if (end > token || view.SentenceOf[head] != view.SentenceOf[token] || view.Tokens[head].Xpos != "NN" || !IsSomebody(head))
        {
            return false;
        }

        for (var i = end; i < token; i++)
        {
            if (view.Tokens[i].Upos == Upos.Propn || (view.Tokens[i].Upos == Upos.Noun && IsSomebody(i)))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSomebody(int noun) => NounKinds.IsPerson(view.Document.Word(noun)) || Roles.Contains(view.Document.Word(noun));

    /// <summary>
    /// Whether the pronoun can only mean whom coreference says. Indirect speech has two people to choose from once a person speaks of another, and
    /// whoever is named in the words themselves may be meant; in their own words nobody is "he"; "it" and "they" are sure for who speaks only.
    /// </summary>
    private bool IsSure(int token, FoundPosition position, int first, bool isHolder)
    {
        var isQuoted = view.QuoteOf[token] >= 0;
        return view.Document.Word(token) switch
        {
            var word when Personal.Contains(word) =>
                isHolder ? !isQuoted : (isQuoted || position.Holder.Entity is { Type: not EntityType.Person }) && !view.HasAny(first, token, Upos.Noun, Upos.Propn) && IsOnlyPerson(token, position),
            var word when Impersonal.Contains(word) => isHolder && !isQuoted,
            _ => false,
        };
    }

    /// <summary>Whether the sentence and the one before it speak of no other person than whom the pronoun means, and name that one.</summary>
    private bool IsOnlyPerson(int token, FoundPosition position)
    {
        var (chain, holder) = (view.Document.Mentions[view.MentionOf[token]].Chain, position.Holder.Entity?.Chain);
        var sentence = view.SentenceOf[token];
        var isNear = false;
        for (var i = view.Document.Sentences[Math.Max(0, sentence - 1)].FirstToken; i < view.Document.Sentences[sentence].EndToken; i++)
        {
            if (view.MentionOf[i] is var mention and >= 0 && view.Document.Mentions[mention] is { Type: NameType.Person } person)
            {
                isNear |= person.Chain == chain && person.Form == MentionForm.Name && i < token;
                if (person.Chain != chain && person.Chain != holder && person.Form == MentionForm.Name)
                {
                    return false;
                }
            }
            else if (view.Tokens[i].Upos == Upos.Noun && i < token && NounKinds.IsPerson(view.Document.Word(i)))
            {
                return false;
            }
        }

        return isNear;
    }

    private bool IsPossessive(int token) => view.Tokens[token].Xpos is "PRP$";

    /// <summary>The chain of the pronoun by which the text calls the holder.</summary>
    private int SourceChain(FoundPosition position)
    {
        var source = view.TokenAt(position.Holder.Range.Start);
        return position.Holder.Range.End > position.Holder.Range.Start && source < view.Tokens.Length && view.Tokens[source].Upos == Upos.Pron
            && view.MentionOf[source] is var mention and >= 0
            ? view.Document.Mentions[mention].Chain
            : -1;
    }
}
