namespace OnRecord.Language;

/// <summary>The types of named entities; the numbers are those of the proto enum.</summary>
public enum NameType : byte
{
    Unspecified = 0,
    Person = 1,
    Organization = 2,
    Place = 3,
    Other = 4,
}

/// <summary>How many types there are.</summary>
public static class NameTypes
{
    /// <summary>With <see cref="NameType.Unspecified"/>: the length of a table by type.</summary>
    public const int Count = (int)NameType.Other + 1;
}

/// <summary>How a mention names its entity; the numbers are those of the proto enum.</summary>
public enum MentionForm : byte
{
    Unspecified = 0,
    Name = 1,
    Nominal = 2,
    Pronoun = 3,
}

/// <summary>A name, or a noun phrase or pronoun that stands for one.</summary>
/// <param name="FirstToken">Index of the first token.</param>
/// <param name="EndToken">One past the last token.</param>
/// <param name="Range">Range in the text; titles ("President") and a possessive 's are outside.</param>
/// <param name="Type">Type of the name; for nominals and pronouns that of their chain.</param>
/// <param name="Form">Name, nominal or pronoun.</param>
/// <param name="Chain">Index into <see cref="Document.Chains"/>.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record Mention(
    int FirstToken, int EndToken, TextRange Range, NameType Type, MentionForm Form, int Chain, float Confidence);

/// <summary>All mentions of one entity in a document.</summary>
/// <param name="Name">The fullest name in the chain.</param>
/// <param name="Type">Type that most names of the chain have.</param>
/// <param name="Mentions">Indexes into <see cref="Document.Mentions"/>, in text order; at least one is a name.</param>
/// <param name="Title">A title or role seen with it ("President", "Kremlin spokesman"), or null.</param>
public sealed record CoreferenceChain(string Name, NameType Type, IReadOnlyList<int> Mentions, string? Title);
