namespace OnRecord.Language.Coreference;

/// <summary>The pronouns and noun phrases whose antecedent is looked for.</summary>
internal enum AnaphorKind : byte
{
    None,
    He,
    She,
    It,
    They,

    /// <summary>"I" inside a quotation.</summary>
    Speaker,

    /// <summary>"the senator".</summary>
    Definite,

    /// <summary>"this country".</summary>
    Demonstrative,
}

/// <summary>How a markable stands in the text.</summary>
internal enum MarkableForm : byte
{
    Name,
    Noun,
    Pronoun,
}

/// <summary>How many a markable is.</summary>
internal enum GrammaticalNumber : byte
{
    Unknown,
    Singular,
    Plural,
}

/// <summary>What stands before the noun of a markable.</summary>
internal enum Determiner : byte
{
    None,
    Definite,
    Indefinite,
    Demonstrative,
    Possessive,
    Other,
}

/// <summary>A name, noun phrase or pronoun: what may refer, and what may be referred to.</summary>
internal sealed class Markable
{
    public required int First { get; init; }

    /// <summary>One past the last token.</summary>
    public required int End { get; init; }

    public required int Head { get; init; }

    public required int Sentence { get; init; }

    public required MarkableForm Form { get; init; }

    public AnaphorKind Kind { get; init; }

    public GrammaticalNumber Number { get; init; }

    /// <summary>Gender that the word itself tells; that of a name is told by its chain.</summary>
    public Gender Gender { get; init; }

    public Determiner Determiner { get; init; }

    public bool IsPossessive { get; init; }

    public bool IsReflexive { get; init; }

    public NameType Type { get; init; }

    /// <summary>The quotation around it, or -1.</summary>
    public int Quote { get; init; } = -1;

    /// <summary>The chain with a name that it belongs to, or most likely belongs to; -1 for none.</summary>
    public int Chain { get; set; } = -1;

    /// <summary>0 to 1: how likely it belongs to <see cref="Chain"/>.</summary>
    public float Share { get; set; }

    /// <summary>Whether it has been given to a chain before, by surer means than a guess.</summary>
    public bool IsSettled { get; init; }
}
