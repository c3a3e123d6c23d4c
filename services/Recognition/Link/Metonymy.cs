using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// A capital that acts stands for its state: "Moscow denies …", "Kiev's position", "talks with Tehran". One that is a place stays one: "in Moscow".
/// </summary>
internal sealed class Metonymy(KnowledgeBase knowledge)
{
    private static readonly WordSet SeatPhrases = LanguagePack.Default.Words("seat-phrases");

    private static readonly WordSet PossessiveMarks = LanguagePack.Default.Words("possessive-marks");

    private static readonly WordSet Within = LanguagePack.Default.Words("function-words", "within");

    private static readonly WordSet ActingVerbs = LanguagePack.Default.Words("acting-verbs");

    private static readonly WordSet SiteWords = LanguagePack.Default.Words("site-words");

    private static readonly WordSet Partners = LanguagePack.Default.Words("partner-words");

    private static readonly WordSet StateNouns = LanguagePack.Default.Words("state-nouns");

    private static readonly WordSet Government = LanguagePack.Default.Words("ruling-bodies");

    /// <summary>Brussels acts for the European Union: what a capital is described as the seat of comes before the state around it.</summary>
    private KnowledgeEntry? ActorBehind(KnowledgeEntry capital)
    {
        foreach (var (phrase, _) in SeatPhrases.Entries)
        {
            var seat = capital.Description.IndexOf(phrase, StringComparison.Ordinal);
            if (seat >= 0 && knowledge.Find(NameKey.Of(capital.Description.AsSpan(seat + phrase.Length))) is [var match, ..])
            {
                return match.Entry;
            }
        }

        return knowledge.Country(capital.Country);
    }

    /// <summary>Gives the mentions of capitals that stand for their state the link of the state.</summary>
    public void Apply(Document document, MentionLink[] links)
    {
        for (var chain = 0; chain < document.Chains.Count; chain++)
        {
            var mentions = document.Chains[chain].Mentions;
            var link = links[mentions[0]];
            if (knowledge.Get(link.Identity.Id) is { Kind: EntityKind.Capital } capital && ActorBehind(capital) is { } state)
            {
                foreach (var mention in mentions.Where(mention => IsActor(document, document.Mentions[mention]) && !IsSite(document, document.Mentions[mention])))
                {
                    links[mention] = link with { Identity = EntityIdentity.Of(state), Rule = LinkRule.Capital };
                }
            }
        }
    }

    private static bool IsSite(Document document, Mention mention) =>
        (mention.Form == MentionForm.Name && Capitals.Only(mention.Range.Of(document.Text)))
        || Datelines.IsPlaceOf(document, mention)
        || (mention.FirstToken > 0
        && SiteWords.Contains(document.Word(mention.FirstToken - 1))
        && !(mention.FirstToken > 1 && Government.Contains(document.Word(mention.FirstToken - 2))));

    private static bool IsActor(Document document, Mention mention)
    {
        if (mention.Form != MentionForm.Name)
        {
            return false;
        }

        var before = mention.FirstToken > 0 ? document.Word(mention.FirstToken - 1) : [];
        var after = mention.EndToken < document.Tokens.Length ? document.Word(mention.EndToken) : [];
        if (PossessiveMarks.Contains(after))
        {
            return mention.EndToken + 1 < document.Tokens.Length && StateNouns.Contains(document.Word(mention.EndToken + 1));
        }

        if (Within.Contains(before))
        {
            return mention.FirstToken > 1 && Government.Contains(document.Word(mention.FirstToken - 2));
        }

        return Partners.Contains(before) || IsSubjectOfAct(document, mention, after);
    }

    /// <summary>The subject of a verb that only people and bodies can be subject of.</summary>
    private static bool IsSubjectOfAct(Document document, Mention mention, ReadOnlySpan<char> after)
    {
        var head = document.Tokens[mention.EndToken - 1];
        if (head.Relation is "nsubj" && head.Head >= 0)
        {
            return ActingVerbs.Contains(document.Word(head.Head));
        }

        return head.Relation is null or "" && ActingVerbs.Contains(after);
    }
}
