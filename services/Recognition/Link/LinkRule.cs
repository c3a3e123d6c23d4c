namespace OnRecord.Entities;

/// <summary>What decided which entity a mention means. The numbers are stored.</summary>
public enum LinkRule
{
    /// <summary>Decided by a build that did not say.</summary>
    Unspecified = 0,

    /// <summary>The weights: the candidate was likely enough, and ahead of the others.</summary>
    Likeliest = 1,

    /// <summary>The weights: no candidate was likely enough. The entity is local.</summary>
    Unsure = 2,

    /// <summary>The knowledge base has nothing of the name. The entity is local.</summary>
    Unknown = 3,

    /// <summary>The text writes the word in lower case, too. The entity is local.</summary>
    CommonWord = 4,

    /// <summary>A part of the full name of somebody in the text: "Shorten" after "Bill Shorten".</summary>
    ShortForm = 5,

    /// <summary>A first name of somebody in the text: "Kate" for the Duchess of Cambridge.</summary>
    FirstName = 6,

    /// <summary>A capital that stands for its state: "Moscow has denied it".</summary>
    Capital = 7,

    /// <summary>An administrator has corrected the link.</summary>
    Correction = 8,

    /// <summary>An administrator has merged the entity.</summary>
    Merge = 9,

    /// <summary>Somebody's role, or the kind of a thing, that the text names nobody else by: "the French president", "the country".</summary>
    Described = 10,
}
