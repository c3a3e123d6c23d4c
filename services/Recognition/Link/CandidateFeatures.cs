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

    // A sentence or two.
    private const int ShortText = 50;

    /// <summary>What is the same for all candidates of a chain.</summary>
    private readonly record struct Situation(
        Document Document, CoreferenceChain Chain, IReadOnlyList<Candidate> Candidates, DocumentContext Context, SportsText Sports,
        string Key, bool HasSite, bool IsInBrackets, bool IsDateline, bool HasDemonym, byte Best, byte Second);

    /// <summary>Whether a text has no room for full names.</summary>
    public static bool IsShort(Document document) => document.Tokens.Length < ShortText;

    /// <summary>Fills in the features of all candidates of a chain.</summary>
    public static void Fill(Document document, CoreferenceChain chain, IReadOnlyList<Candidate> candidates, DocumentContext context, SportsText sports)
    {
        if (candidates.Count == 0)
        {
            return;
        }

        var (best, second, hasDemonym) = ((byte)0, (byte)0, false);
        foreach (var candidate in candidates)
        {
            var popularity = candidate.Entry.Popularity;
            (best, second) = popularity > best ? (popularity, best) : (best, Math.Max(second, popularity));
            hasDemonym |= candidate.Strength == AliasStrength.Demonym;
        }

        var situation = new Situation(
            document, chain, candidates, context, sports, NameKey.Of(candidates[0].Surface), SportsText.HasSite(document, chain), SportsText.IsInBrackets(document, chain),
            chain.Mentions.Any(mention => Datelines.IsPlaceOf(document, document.Mentions[mention])), hasDemonym, best, second);
        foreach (var candidate in candidates)
        {
            Array.Clear(candidate.Features);
            AddPrior(candidate, situation);
            AddName(candidate, situation);
            AddType(candidate, (NameType)candidate.Entry.Type, chain.Type);
            AddContext(candidate, chain, context);
            AddSport(candidate, situation);
            AddKind(candidate, situation);
            AddPeople(candidate, situation);
            AddOffice(candidate, context);
            AddSpelling(candidate, situation);
            Set(candidate, LinkFeature.SaidRegion, candidate.LiesWhereSaid == true);
            Set(candidate, LinkFeature.OtherRegion, candidate.LiesWhereSaid == false);
            if (situation.IsDateline)
            {
                Set(candidate, candidate.Entry.Kind is EntityKind.City or EntityKind.Capital ? LinkFeature.DatelineTown : LinkFeature.DatelineOther, true);
            }

            AddInteractions(candidate, situation);
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

    private static void AddPrior(Candidate candidate, in Situation situation)
    {
        var features = candidate.Features;
        var prior = candidate.Entry.Popularity / 100f;
        var bestOther = (candidate.Entry.Popularity == situation.Best ? situation.Second : situation.Best) / 100f;
        features[(int)LinkFeature.Bias] = 1;
        features[(int)LinkFeature.Popularity] = prior;
        features[(int)LinkFeature.Famous] = MathF.Max(0, prior - Middle) * 2;
        features[(int)LinkFeature.Obscure] = MathF.Max(0, Quarter - prior) * 4;
        features[(int)LinkFeature.Lead] = (prior - bestOther) * 2;
        features[(int)LinkFeature.Candidates] = MathF.Log2(situation.Candidates.Count) / 4;
        Set(candidate, LinkFeature.Sole, situation.Candidates.Count == 1);
    }

    private static void AddName(Candidate candidate, in Situation situation)
    {
        var isLong = candidate.Words >= 2 && candidate.Strength is AliasStrength.Full or AliasStrength.Derived;
        var isPerson = candidate.Entry.Type == EntityType.Person;
        Set(candidate, LinkFeature.CanonicalName, candidate.Strength == AliasStrength.Full && situation.Key == EntryWords.Of(candidate.Entry).Key);
        Set(candidate, LinkFeature.Derived, candidate.Strength == AliasStrength.Derived);
        Set(candidate, LinkFeature.Acronym, candidate.Strength == AliasStrength.Acronym);
        Set(candidate, LinkFeature.Demonym, candidate.Strength == AliasStrength.Demonym);
        Set(candidate, LinkFeature.Team, candidate.Strength == AliasStrength.Team);
        Set(candidate, LinkFeature.Surname, candidate.Strength == AliasStrength.Partial && isPerson);
        Set(candidate, LinkFeature.PlacePart, candidate.Strength == AliasStrength.Partial && candidate.Entry.Type == EntityType.Place);
        Set(candidate, LinkFeature.OtherPart, candidate.Strength == AliasStrength.Partial && candidate.Entry.Type is EntityType.Organization or EntityType.Other);
        Set(candidate, LinkFeature.LongName, isLong && !isPerson);
        Set(candidate, LinkFeature.LongPersonName, isLong && isPerson);
        Set(candidate, LinkFeature.Misspelt, candidate.IsMisspelt);
        Set(candidate, LinkFeature.FirstName, candidate.Strength == AliasStrength.FirstName);
        Set(candidate, LinkFeature.ShortName, candidate.Surface.Length <= ShortLength);
        Set(candidate, LinkFeature.PersonWord, candidate.IsPersonWord && !isPerson && situation.Chain.Type != NameType.Place);
    }

    private static void AddSpelling(Candidate candidate, in Situation situation)
    {
        if (candidate.Strength is not AliasStrength.Full || Capitals.Only(candidate.Surface))
        {
            return;
        }

        var (isNamedSo, isWrittenSo) = (false, false);
        foreach (var name in EntryWords.Of(candidate.Entry).Names)
        {
            if (name.Key == situation.Key)
            {
                isNamedSo = true;
                isWrittenSo |= Spelling.IsSame(name.Text, candidate.Surface);
            }
        }

        Set(candidate, LinkFeature.OwnSpelling, isWrittenSo && Spelling.IsOdd(candidate.Surface));
        Set(candidate, LinkFeature.OtherSpelling, isNamedSo && !isWrittenSo);
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
        var words = candidate.Strength == AliasStrength.Team ? context.Overlap(entry, candidate.Surface) : context.Overlap(entry);
        candidate.Features[(int)LinkFeature.DescriptionWords] = Math.Min(DescriptionMax, words) / (float)DescriptionMax;
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

    private static void AddSport(Candidate candidate, in Situation situation)
    {
        var sports = situation.Sports;
        var isSport = candidate.Entry.Kind is EntityKind.Sport or EntityKind.NationalTeam or EntityKind.Athlete or EntityKind.Competition;
        Set(candidate, LinkFeature.SportInSport, isSport && sports.IsSports);
        if (isSport && sports.IsSports && EntryWords.Of(candidate.Entry).Sports is { Count: > 0 } own)
        {
            Set(candidate, own.Overlaps(sports.Sports) ? LinkFeature.SameSport : LinkFeature.OtherSport, true);
        }

        if (situation.IsInBrackets)
        {
            Set(candidate, candidate.Entry.Type == EntityType.Place ? LinkFeature.PlaceInBrackets : LinkFeature.TeamInBrackets, true);
        }

        Set(candidate, LinkFeature.SportElsewhere, isSport && !sports.IsSports);
        var mayBeTeam = sports.IsSports && !situation.HasSite
            && candidate.Entry.Kind is EntityKind.Country or EntityKind.Region or EntityKind.State or EntityKind.City or EntityKind.Capital;
        Set(candidate, LinkFeature.PlaceInSport, mayBeTeam);
        Set(candidate, LinkFeature.CountryInSport, mayBeTeam && candidate.Entry.Kind is EntityKind.Country or EntityKind.Region);
        Set(candidate, LinkFeature.PoliticsInSport, sports.IsSports && candidate.Entry.Kind is EntityKind.Politician or EntityKind.Leader);
    }

    private static void AddKind(Candidate candidate, in Situation situation)
    {
        var kind = candidate.Entry.Kind;
        Set(candidate, LinkFeature.Work, kind is EntityKind.Work or EntityKind.Character);
        Set(candidate, LinkFeature.Thing, kind is EntityKind.Product or EntityKind.Event or EntityKind.People or EntityKind.Unknown);
        Set(candidate, LinkFeature.Office, kind is EntityKind.Office);
        Set(candidate, LinkFeature.SmallPlace, candidate.Entry.Type == EntityType.Place && candidate.Entry.Popularity / 100f < SmallPlace);
        Set(candidate, LinkFeature.Site, candidate.Entry.Type == EntityType.Place && situation.HasSite);
    }

    private static void AddPeople(Candidate candidate, in Situation situation)
    {
        Set(candidate, LinkFeature.TeamOfCountry, candidate.Entry.Kind == EntityKind.NationalTeam && !situation.HasDemonym);
        Set(candidate, LinkFeature.TeamOfPeople, candidate.Entry.Kind == EntityKind.NationalTeam && situation.HasDemonym);
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

    private static void AddInteractions(Candidate candidate, in Situation situation)
    {
        var chain = situation.Chain;
        var features = candidate.Features;
        var prior = candidate.Entry.Popularity / 100f;
        Set(candidate, LinkFeature.NobodyCalledSo, features[(int)LinkFeature.PersonForThing] > 0 && candidate is { Words: 1, IsPersonWord: false });
        features[(int)LinkFeature.SurnamePopularity] = features[(int)LinkFeature.Surname] * prior;
        features[(int)LinkFeature.FirstNamePopularity] = features[(int)LinkFeature.FirstName] * prior;
        features[(int)LinkFeature.SurnameInShort] = IsShort(situation.Document) ? features[(int)LinkFeature.Surname] : 0;
        features[(int)LinkFeature.LongPopularity] = (features[(int)LinkFeature.LongName] + features[(int)LinkFeature.LongPersonName]) * prior;
        features[(int)LinkFeature.TypedPopularity] = features[(int)LinkFeature.SameType] * prior;
        features[(int)LinkFeature.SolePopularity] = features[(int)LinkFeature.Sole] * prior;
        features[(int)LinkFeature.SportsPopularity] = situation.Sports.IsSports ? prior : 0;
        Set(candidate, LinkFeature.First, candidate.Entry.Popularity == situation.Best);
        Set(candidate, LinkFeature.CountryName, candidate.Entry.Kind == EntityKind.Country && candidate.Strength == AliasStrength.Full);
        Set(candidate, LinkFeature.SolePlace, situation.Candidates.Count == 1 && !situation.Sports.IsSports && chain.Type == NameType.Place
            && candidate is { Strength: AliasStrength.Full, IsPersonWord: false, Entry.Type: EntityType.Place });
        if ((NameType)candidate.Entry.Type == chain.Type)
        {
            var (alike, isBest) = (0, true);
            foreach (var other in situation.Candidates)
            {
                if (!ReferenceEquals(other, candidate) && other.Entry.Type == candidate.Entry.Type)
                {
                    alike++;
                    isBest &= other.Entry.Popularity <= candidate.Entry.Popularity;
                }
            }

            Set(candidate, LinkFeature.SoleOfType, alike == 0);
            Set(candidate, LinkFeature.FirstOfType, isBest);
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
