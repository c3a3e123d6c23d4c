namespace OnRecord.Language.Coreference;

/// <summary>An entity while the document is being resolved.</summary>
internal sealed class Chain
{
    /// <summary>Indexes into the list of mentions, names first.</summary>
    public List<int> Mentions { get; } = [];

    public required NameKey Key { get; set; }

    public required NameType Type { get; set; }

    /// <summary>Whether the name is a well-known short form, so that it stands for nothing else in the text.</summary>
    public bool IsKnown { get; init; }

    public List<Role> Roles { get; } = [];

    public Gender Gender { get; set; }

    /// <summary>Which pronoun goes with the first name: from -1 ("she") to 1 ("he"); not a number when nothing tells.</summary>
    public float Lean { get; set; } = float.NaN;
}

/// <summary>A mention while the document is being resolved.</summary>
/// <param name="First">First token.</param>
/// <param name="End">One past the last.</param>
/// <param name="Head">The token that the others hang from.</param>
/// <param name="Sentence">Index of the sentence.</param>
/// <param name="Type">What the name finder says; for others that of the chain.</param>
/// <param name="Form">Name, nominal or pronoun.</param>
/// <param name="Confidence">0 to 1.</param>
internal sealed record MentionDraft(int First, int End, int Head, int Sentence, NameType Type, MentionForm Form, float Confidence)
{
    public int Chain { get; set; } = -1;
}

/// <summary>What a person is: "spokesman" with the modifiers "kremlin"; "Mr." alone has no noun.</summary>
/// <param name="Noun">Head noun in lower case.</param>
/// <param name="Modifiers">Lower-case content words that narrow it down.</param>
/// <param name="Words">As written, for display.</param>
internal sealed record Role(string Noun, IReadOnlyList<string> Modifiers, string Words);
