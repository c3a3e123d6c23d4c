namespace OnRecord.Language.Coreference;

/// <summary>Nouns for what a person does or an organization is, as news uses them for people and bodies it has named.</summary>
internal static class RoleNouns
{
    private static readonly WordSet Roles = LanguagePack.Default.Words("role-nouns");
    private static readonly WordSet Courtesies = LanguagePack.Default.Words("courtesies");
    private static readonly WordSet Gendered = LanguagePack.Default.Words("gendered-roles");
    private static readonly WordSet Unnamed = LanguagePack.Default.Words("unnamed-people");
    private static readonly WordSet Variants = LanguagePack.Default.Words("role-variants");
    private static readonly WordSet Compounds = LanguagePack.Default.Words("compound-roles");

    /// <summary>Whether a word is a role of a person.</summary>
    public static bool IsPerson(ReadOnlySpan<char> word) => Roles.Is(word, "person");

    /// <summary>Whether a word is what an organization calls itself in its name.</summary>
    public static bool IsBody(ReadOnlySpan<char> word) => Roles.Is(word, "body");

    /// <summary>Whether a word (lower case) is a form of address, and of which gender.</summary>
    public static bool IsCourtesy(string word, out Gender gender)
    {
        var kind = Courtesies.Kind(word);
        gender = GenderNamed(kind);
        return kind is not null;
    }

    public static Gender GenderOf(string noun) => GenderNamed(Gendered.Kind(noun));

    /// <summary>The gender of a noun for a person without a name ("his wife", "the woman"), or unknown.</summary>
    public static Gender GenderOfUnnamed(ReadOnlySpan<char> noun) => GenderNamed(Unnamed.Kind(noun));

    /// <summary>One name for roles that differ by the gender of who holds them.</summary>
    public static string Neutral(string noun) => Variants.Kind(noun) ?? noun;

    /// <summary>The role of a noun with words before it: "prime minister" is one of its own, and its first word no longer a modifier.</summary>
    /// <param name="noun">In lower case.</param>
    /// <param name="modifiers">The words before it; loses what becomes part of the role.</param>
    public static string Name(string noun, List<string> modifiers) =>
        Compounds.Kind(noun) is { } first && modifiers.Remove(first) ? $"{first} {noun}" : Neutral(noun);

    private static Gender GenderNamed(string? kind) => kind switch { "male" => Gender.Male, "female" => Gender.Female, _ => Gender.Unknown };

    /// <summary>The word that makes another role of one: "prime" of "minister"; null for none.</summary>
    public static string? FirstOf(ReadOnlySpan<char> noun) => Compounds.Kind(noun);
}
