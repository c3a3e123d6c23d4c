using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// How likely a chain of mentions means an entry, on a log-odds scale: name, prior, type, context words, title and the countries that the
/// document is about (popularity, context and coherence as in Hoffart et al. 2011). Zero is the point where a link is as likely right as wrong.
/// </summary>
internal static class CandidateScorer
{
    private const float Bias = -3.2f;
    private const float PriorWeight = 5f;
    private const float PartialNamePenalty = -1.5f;
    private const float AbbreviationPenalty = -0.3f;
    private const float MultiWordBonus = 2f;
    private const float SameTypeBonus = 1f;
    private const float OtherTypePenalty = -1f;
    private const float WrongTypePenalty = -4f;
    private const byte Unmistakable = 80;
    private const byte WellKnown = 55;
    private const float ContextWeight = 0.5f;
    private const int ContextMax = 3;
    private const float CountryWeight = 2f;
    private const float ForeignPenalty = -1f;
    private const float TitleBonus = 1.5f;
    private const float SolePlaceBonus = 3.2f;

    public static float Score(Candidate candidate, CoreferenceChain chain, DocumentContext context)
    {
        var entry = candidate.Entry;
        var score = Bias + (PriorWeight * entry.Popularity / 100f) + TypeFit(chain.Type, candidate);
        score += candidate.Strength == AliasStrength.Partial ? (entry.Type == EntityType.Place ? AbbreviationPenalty : PartialNamePenalty) : 0;
        score += candidate.Words >= 2 ? MultiWordBonus : 0;
        score += ContextWeight * Math.Min(ContextMax, context.Overlap(entry.Description, entry.Name));
        if (entry.Country.Length > 0 && entry.Kind is not "country")
        {
            var share = context.CountryShare(entry.Country);
            score += share > 0 ? CountryWeight * MathF.Sqrt(share) : entry.Type == EntityType.Organization || candidate.Strength == AliasStrength.Partial ? 0 : ForeignPenalty;
        }

        if (chain.Title is { } title && SharesWord(title, entry.Description))
        {
            score += TitleBonus;
        }

        return score;
    }

    /// <summary>A place whose full name nothing else bears, and no person either, needs no country around it: "Police in Lyon".</summary>
    public static float SoleBonus(Candidate candidate, CoreferenceChain chain) =>
        chain.Type == NameType.Place && candidate is { Strength: AliasStrength.Full, IsPersonWord: false, Entry.Type: EntityType.Place } ? SolePlaceBonus : 0;

    private static float TypeFit(NameType type, Candidate candidate)
    {
        var entryType = (NameType)candidate.Entry.Type;
        if (candidate.Strength == AliasStrength.Demonym)
        {
            // "Finn" may be a given name.
            return type == NameType.Person ? WrongTypePenalty : SameTypeBonus;
        }

        if (type == entryType)
        {
            return SameTypeBonus;
        }

        return type switch
        {
            NameType.Unspecified => 0,
            NameType.Other => OtherTypePenalty,
            // Writers and name finders alike confuse a place with the body that sits there, never a person with either.
            NameType.Organization or NameType.Place when entryType is NameType.Organization or NameType.Place => OtherTypePenalty,
            // "Kremlin" is no person, whatever the name finder says.
            NameType.Person when candidate is { Strength: AliasStrength.Full, Words: 1, IsPersonWord: false, Entry.Popularity: >= WellKnown } => 0,
            NameType.Person when candidate is { Strength: AliasStrength.Full, Words: 1, Entry.Popularity: >= Unmistakable } => OtherTypePenalty,
            _ => WrongTypePenalty,
        };
    }

    private static bool SharesWord(string title, string description)
    {
        foreach (var range in title.AsSpan().Split(' '))
        {
            var word = title.AsSpan(range);
            if (word.Length >= 4 && description.AsSpan().Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
