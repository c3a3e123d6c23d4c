using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Tells by the word before a body of a state whose it is: "the Victorian Supreme Court" is not that of the United States. Where the name finder took only the body,
/// the country of a candidate must be what the capitalised word before it names.
/// </summary>
internal static class OwnedBodies
{
    private static readonly WordSet Titles = LanguagePack.Default.Words("titles");

    /// <summary>Takes from the candidates of a chain the bodies of other states.</summary>
    public static void Remove(KnowledgeBase knowledge, List<Candidate> candidates, Document document, CoreferenceChain chain)
    {
        if (!candidates.Exists(IsOfState))
        {
            return;
        }

        foreach (var owner in chain.Mentions.Select(mention => document.Mentions[mention]).Where(mention => mention.Form == MentionForm.Name).Select(mention => OwnerBefore(document, mention)))
        {
            if (owner.Length > 0)
            {
                var countries = knowledge.Find(owner).Where(match => match.Strength == AliasStrength.Demonym || match.Entry.Kind == EntityKind.Country).Select(match => match.Entry.Country).ToHashSet(StringComparer.Ordinal);
                candidates.RemoveAll(candidate => IsOfState(candidate) && !countries.Contains(candidate.Entry.Country));
            }
        }
    }

    private static bool IsOfState(Candidate candidate) => candidate.Entry is { Kind: EntityKind.Government, Type: EntityType.Organization, Country.Length: > 0 };

    /// <summary>The key of the capitalised word that stands right before a name, inside a sentence; empty for none.</summary>
    private static string OwnerBefore(Document document, Mention mention)
    {
        var token = mention.FirstToken - 1;
        return token > 0 && document.Tokens[token] is { Upos: Upos.Adj or Upos.Propn } && document.Tokens[token].End + 1 == mention.Range.Start && char.IsUpper(document.Word(token)[0])
            && !Titles.Contains(document.Word(token)) && !document.Sentences.Any(sentence => sentence.FirstToken == token)
                ? NameKey.Of(document.Word(token))
                : "";
    }
}
