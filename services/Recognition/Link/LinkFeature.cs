namespace OnRecord.Entities;

/// <summary>What speaks for or against a link. Each has a weight, learned by <c>trainer link</c>; all are numbers from -1 to about 3, most of them 0 or 1.</summary>
internal enum LinkFeature
{
    Bias,

    /// <summary>The prior, 0 to 1.</summary>
    Popularity,

    /// <summary>How far the prior is above the middle.</summary>
    Famous,

    /// <summary>How far the prior is below a quarter.</summary>
    Obscure,

    /// <summary>Lead of the prior over the best other candidate, or the distance to it.</summary>
    Lead,

    /// <summary>Nothing else bears the name.</summary>
    Sole,

    /// <summary>Logarithm of the number of candidates.</summary>
    Candidates,

    /// <summary>The text uses the canonical name, accents aside.</summary>
    CanonicalName,
    Derived,
    Acronym,
    Demonym,
    Surname,
    PlacePart,
    OtherPart,
    Team,

    /// <summary>Several words.</summary>
    LongName,
    LongPersonName,

    /// <summary>One short word.</summary>
    ShortName,
    SameType,
    PersonForThing,
    ThingForPerson,
    PlaceForBody,
    BodyForPlace,
    OtherForName,
    NameForOther,
    OtherForOther,

    /// <summary>The name finder did not tell a type.</summary>
    Untyped,

    /// <summary>Words of the description that the text uses, up to three, as a share of three.</summary>
    DescriptionWords,

    /// <summary>Square root of the share of the text's geography that is the entry's country.</summary>
    CountryShare,
    ForeignPerson,
    ForeignPlace,
    ForeignBody,

    /// <summary>The source tells no country.</summary>
    NoCountry,
    TitleSaid,

    /// <summary>A report of a match, and a team or an athlete.</summary>
    SportInSport,

    /// <summary>A report of a match, and a place where nothing happens.</summary>
    PlaceInSport,

    /// <summary>Its sport is one that the text speaks of.</summary>
    SameSport,

    /// <summary>Its sport is none of those that the text speaks of.</summary>
    OtherSport,

    /// <summary>In brackets after a name, as results tell where somebody comes from, and a place.</summary>
    PlaceInBrackets,

    /// <summary>The same, and a team.</summary>
    TeamInBrackets,

    /// <summary>No report of a match, and a team or an athlete.</summary>
    SportElsewhere,
    PoliticsInSport,
    Work,
    Thing,
    Office,
    SmallPlace,

    /// <summary>A single word that people are called by, for something that is no person.</summary>
    PersonWord,

    /// <summary>"in", "near" or "at" stands before some mention of a place.</summary>
    Site,

    /// <summary>The text also has an entity that the description names.</summary>
    Companion,

    /// <summary>Logarithm of the number of mentions.</summary>
    Mentions,

    /// <summary>The name finder says person, but nobody is called by this one word: "Kremlin".</summary>
    NobodyCalledSo,

    /// <summary>The prior where the name is a surname.</summary>
    SurnamePopularity,

    /// <summary>The prior where the name is several words.</summary>
    LongPopularity,

    /// <summary>The prior where the name finder says the same type.</summary>
    TypedPopularity,

    /// <summary>The prior where nothing else bears the name.</summary>
    SolePopularity,

    /// <summary>The prior where the text reports of a match.</summary>
    SportsPopularity,

    /// <summary>The most popular of the candidates.</summary>
    First,

    /// <summary>A country by its own name.</summary>
    CountryName,

    /// <summary>A place that the name finder takes for one, and no person and nothing else bears its full name, outside sport: "Police in Lyon".</summary>
    SolePlace,

    /// <summary>The only candidate of the type that the name finder tells.</summary>
    SoleOfType,

    /// <summary>Best known of those of the type that the name finder tells.</summary>
    FirstOfType,

    /// <summary>A town, and a dateline names it.</summary>
    DatelineTown,

    /// <summary>No town, and a dateline names it.</summary>
    DatelineOther,

    /// <summary>Held an office on the day of the text.</summary>
    InOffice,

    /// <summary>Came to the first office that is known after the day of the text.</summary>
    BeforeOffice,

    /// <summary>Held offices only before the day of the text.</summary>
    AfterOffice,

    /// <summary>A report of a match, and a country where nothing happens.</summary>
    CountryInSport,

    /// <summary>A national team for the name of a country.</summary>
    TeamOfCountry,

    /// <summary>A national team for the name of a people.</summary>
    TeamOfPeople,

    /// <summary>Somebody of that family name whose first name is spelt a little otherwise.</summary>
    Misspelt,

    /// <summary>Somebody whom everybody knows, by the first name.</summary>
    FirstName,

    /// <summary>A surname in a text of a sentence or two, which has no room for the full name.</summary>
    SurnameInShort,

    /// <summary>The prior where the name is a first name.</summary>
    FirstNamePopularity,

    /// <summary>Written with capitals and marks as nobody else writes it: "iTunes", "D'Angelo".</summary>
    OwnSpelling,

    /// <summary>Written with other capitals or marks than any name of it.</summary>
    OtherSpelling,

    /// <summary>A place in the region that follows its name.</summary>
    SaidRegion,

    /// <summary>A place that does not lie in the region which follows its name.</summary>
    OtherRegion,
}
