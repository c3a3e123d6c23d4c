using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// What speaks for and against each candidate of a chain: name, prior, type, context words, title, sport and the countries that the
/// document is about (popularity, context and coherence as in Hoffart et al. 2011).
/// </summary>
internal static class CandidateFeatures
{
    private const int DescriptionMax = 3;
    private const float Middle = 0.5f;
    private const float Quarter = 0.25f;
    private const float SmallPlace = 0.3f;
    private const int ShortLength = 3;

    /// <summary>Fills in the features of all candidates of a chain.</summary>
    public static void Fill(Document document, CoreferenceChain chain, IReadOnlyList<Candidate> candidates, DocumentContext context, SportsText sports)
    {
        foreach (var candidate in candidates)
        {
            Array.Clear(candidate.Features);
            AddPrior(candidate, candidates);
            AddName(candidate, chain);
            AddType(candidate, (NameType)candidate.Entry.Type, chain.Type);
            AddContext(candidate, chain, context);
            AddSport(candidate, chain, sports);
            AddKind(candidate, chain, sports);
            AddOffice(candidate, context);
            AddDateline(candidate, document, chain);
            AddInteractions(candidate, candidates, chain, sports);
            candidate.Features[(int)LinkFeature.Mentions] = MathF.Log2(1 + chain.Mentions.Count) / 2;
        }
    }

    private static void Set(Candidate candidate, LinkFeature feature, bool holds)
    {
        if (holds)
        {
            candidate.Features[(int)feature] = 1;
        }
    }

    private static void AddPrior(Candidate candidate, IReadOnlyList<Candidate> candidates)
    {
        var features = candidate.Features;
        var prior = candidate.Entry.Popularity / 100f;
        var bestOther = candidates.Where(other => other != candidate).Select(other => other.Entry.Popularity / 100f).DefaultIfEmpty(0).Max();
        features[(int)LinkFeature.Bias] = 1;
        features[(int)LinkFeature.Popularity] = prior;
        features[(int)LinkFeature.Famous] = MathF.Max(0, prior - Middle) * 2;
        features[(int)LinkFeature.Obscure] = MathF.Max(0, Quarter - prior) * 4;
        features[(int)LinkFeature.Lead] = (prior - bestOther) * 2;
        features[(int)LinkFeature.Candidates] = MathF.Log2(candidates.Count) / 4;
        Set(candidate, LinkFeature.Sole, candidates.Count == 1);
    }

    private static void AddName(Candidate candidate, CoreferenceChain chain)
    {
        var isLong = candidate.Words >= 2 && candidate.Strength is AliasStrength.Full or AliasStrength.Derived;
        var isPerson = candidate.Entry.Type == EntityType.Person;
        Set(candidate, LinkFeature.CanonicalName, candidate.Strength == AliasStrength.Full && NameKey.Of(candidate.Surface) == NameKey.Of(candidate.Entry.Name));
        Set(candidate, LinkFeature.Derived, candidate.Strength == AliasStrength.Derived);
        Set(candidate, LinkFeature.Acronym, candidate.Strength == AliasStrength.Acronym);
        Set(candidate, LinkFeature.Demonym, candidate.Strength == AliasStrength.Demonym);
        Set(candidate, LinkFeature.Team, candidate.Strength == AliasStrength.Team);
        Set(candidate, LinkFeature.Surname, candidate.Strength == AliasStrength.Partial && isPerson);
        Set(candidate, LinkFeature.PlacePart, candidate.Strength == AliasStrength.Partial && candidate.Entry.Type == EntityType.Place);
        Set(candidate, LinkFeature.OtherPart, candidate.Strength == AliasStrength.Partial && candidate.Entry.Type is EntityType.Organization or EntityType.Other);
        Set(candidate, LinkFeature.LongName, isLong && !isPerson);
        Set(candidate, LinkFeature.LongPersonName, isLong && isPerson);
        Set(candidate, LinkFeature.ShortName, candidate.Surface.Length <= ShortLength);
        Set(candidate, LinkFeature.PersonWord, candidate.IsPersonWord && !isPerson && chain.Type != NameType.Place);
    }

    private static void AddType(Candidate candidate, NameType entry, NameType chain)
    {
        if (candidate.Strength == AliasStrength.Demonym)
        {
            Set(candidate, LinkFeature.SameType, true);
            return;
        }

        Set(candidate, (chain, entry) switch
        {
            (NameType.Unspecified, _) => LinkFeature.Untyped,
            (NameType.Other, NameType.Other) => LinkFeature.OtherForOther,
            _ when chain == entry => LinkFeature.SameType,
            (NameType.Other, _) => LinkFeature.NameForOther,
            (_, NameType.Other) => LinkFeature.OtherForName,
            (NameType.Person, _) => LinkFeature.PersonForThing,
            (_, NameType.Person) => LinkFeature.ThingForPerson,
            (NameType.Place, _) => LinkFeature.PlaceForBody,
            _ => LinkFeature.BodyForPlace,
        }, true);
    }

    private static void AddContext(Candidate candidate, CoreferenceChain chain, DocumentContext context)
    {
        var entry = candidate.Entry;

        // A team plays its sport where the text speaks of it: its own name tells which.
        var description = candidate.Strength == AliasStrength.Team ? $"{entry.Name} {entry.Description}" : entry.Description;
        candidate.Features[(int)LinkFeature.DescriptionWords] =
            Math.Min(DescriptionMax, context.Overlap(description, candidate.Strength == AliasStrength.Team ? candidate.Surface : entry.Name)) / (float)DescriptionMax;
        if (entry.Country.Length == 0)
        {
            Set(candidate, LinkFeature.NoCountry, true);
        }
        else if (entry.Kind is not EntityKind.Country)
        {
            var share = context.CountryShare(entry.Country);
            candidate.Features[(int)LinkFeature.CountryShare] = MathF.Sqrt(share);
            if (share <= 0)
            {
                Set(candidate, entry.Type switch
                {
                    EntityType.Person => LinkFeature.ForeignPerson,
                    EntityType.Place => LinkFeature.ForeignPlace,
                    _ => LinkFeature.ForeignBody,
                }, true);
            }
        }

        Set(candidate, LinkFeature.Companion, context.HasCompanion(entry));
        Set(candidate, LinkFeature.TitleSaid, chain.Title is { } title && SharesWord(title, entry.Description));
    }

    private static void AddSport(Candidate candidate, CoreferenceChain chain, SportsText sports)
    {
        var isSport = candidate.Entry.Kind is EntityKind.Sport or EntityKind.NationalTeam or EntityKind.Athlete or EntityKind.Competition;
        Set(candidate, LinkFeature.SportInSport, isSport && sports.IsSports);
        if (isSport && sports.IsSports && SportsText.SportsOf($"{candidate.Entry.Name} {candidate.Entry.Description}") is { Count: > 0 } own)
        {
            Set(candidate, own.Overlaps(sports.Sports) ? LinkFeature.SameSport : LinkFeature.OtherSport, true);
        }

        if (sports.IsInBrackets(chain))
        {
            Set(candidate, candidate.Entry.Type == EntityType.Place ? LinkFeature.PlaceInBrackets : LinkFeature.TeamInBrackets, true);
        }

        Set(candidate, LinkFeature.SportElsewhere, isSport && !sports.IsSports);
        Set(candidate, LinkFeature.PlaceInSport, sports.IsTeam(chain, candidate.Entry));
        Set(candidate, LinkFeature.CountryInSport, candidate.Entry.Kind is EntityKind.Country or EntityKind.Region && sports.IsTeam(chain, candidate.Entry));
        Set(candidate, LinkFeature.PoliticsInSport, sports.IsSports && candidate.Entry.Kind is EntityKind.Politician or EntityKind.Leader);
    }

    private static void AddKind(Candidate candidate, CoreferenceChain chain, SportsText sports)
    {
        var kind = candidate.Entry.Kind;
        Set(candidate, LinkFeature.Work, kind is EntityKind.Work or EntityKind.Character);
        Set(candidate, LinkFeature.Thing, kind is EntityKind.Product or EntityKind.Event or EntityKind.People or EntityKind.Unknown);
        Set(candidate, LinkFeature.Office, kind is EntityKind.Office);
        Set(candidate, LinkFeature.SmallPlace, candidate.Entry.Type == EntityType.Place && candidate.Entry.Popularity / 100f < SmallPlace);
        Set(candidate, LinkFeature.Site, candidate.Entry.Type == EntityType.Place && sports.HasSite(chain));
    }

    private static void AddOffice(Candidate candidate, DocumentContext context)
    {
        if (context.Date is { } day && candidate.Entry.Roles is { Count: > 0 } roles)
        {
            Set(candidate, roles.Any(role => OfficeHolders.IsInOffice(role, day)) ? LinkFeature.InOffice
                : roles.All(role => role.Start > day) ? LinkFeature.BeforeOffice
                : LinkFeature.AfterOffice, true);
        }
    }

    private static void AddDateline(Candidate candidate, Document document, CoreferenceChain chain)
    {
        if (chain.Mentions.Any(mention => Datelines.IsPlaceOf(document, document.Mentions[mention])))
        {
            Set(candidate, candidate.Entry.Kind is EntityKind.City or EntityKind.Capital ? LinkFeature.DatelineTown : LinkFeature.DatelineOther, true);
        }
    }

    private static void AddInteractions(Candidate candidate, IReadOnlyList<Candidate> candidates, CoreferenceChain chain, SportsText sports)
    {
        var features = candidate.Features;
        var prior = candidate.Entry.Popularity / 100f;
        Set(candidate, LinkFeature.NobodyCalledSo, features[(int)LinkFeature.PersonForThing] > 0 && candidate is { Words: 1, IsPersonWord: false });
        features[(int)LinkFeature.SurnamePopularity] = features[(int)LinkFeature.Surname] * prior;
        features[(int)LinkFeature.LongPopularity] = (features[(int)LinkFeature.LongName] + features[(int)LinkFeature.LongPersonName]) * prior;
        features[(int)LinkFeature.TypedPopularity] = features[(int)LinkFeature.SameType] * prior;
        features[(int)LinkFeature.SolePopularity] = features[(int)LinkFeature.Sole] * prior;
        features[(int)LinkFeature.SportsPopularity] = sports.IsSports ? prior : 0;
        Set(candidate, LinkFeature.First, candidates.All(other => other.Entry.Popularity <= candidate.Entry.Popularity));
        Set(candidate, LinkFeature.CountryName, candidate.Entry.Kind == EntityKind.Country && candidate.Strength == AliasStrength.Full);
        Set(candidate, LinkFeature.SolePlace, candidates.Count == 1 && !sports.IsSports && chain.Type == NameType.Place
            && candidate is { Strength: AliasStrength.Full, IsPersonWord: false, Entry.Type: EntityType.Place });
        if ((NameType)candidate.Entry.Type == chain.Type)
        {
            var alike = candidates.Where(other => other != candidate && other.Entry.Type == candidate.Entry.Type).ToList();
            Set(candidate, LinkFeature.SoleOfType, alike.Count == 0);
            Set(candidate, LinkFeature.FirstOfType, alike.TrueForAll(other => other.Entry.Popularity <= candidate.Entry.Popularity));
        }
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
