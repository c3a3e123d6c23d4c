using System.Collections.Frozen;

namespace OnRecord.Language.Coreference;

/// <summary>Nouns for what a person does or an organization is, as news uses them for people and bodies it has named.</summary>
internal static class RoleNouns
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> People = Set(
        "president vice-president premier minister secretary undersecretary chancellor senator congressman congresswoman representative lawmaker "
        + "governor mayor spokesman spokeswoman spokesperson chairman chairwoman chairperson chair chief head leader director executive ceo "
        + "manager owner founder boss judge justice prosecutor lawyer attorney solicitor barrister sheriff officer general admiral "
        + "colonel captain commander lieutenant sergeant king queen prince princess duke duchess emperor pope bishop archbishop cardinal rabbi imam "
        + "pastor priest ambassador envoy diplomat commissioner coordinator adviser advisor aide analyst economist expert professor scientist "
        + "researcher historian author writer novelist poet journalist reporter editor columnist actor actress singer rapper musician artist "
        + "filmmaker comedian host anchor coach striker midfielder goalkeeper player candidate nominee politician "
        + "activist campaigner dissident doctor physician surgeon nurse teacher engineer developer designer entrepreneur billionaire businessman "
        + "businesswoman investor banker trader deputy treasurer whip speaker strategist pollster organizer detective inspector "
        + "superintendent constable dictator strongman militant jihadist hacker whistleblower lord baroness councillor councilman alderman mp mep "
        + "counsel counselor magistrate principal dean rector correspondent producer veteran");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Bodies = Set(
        "ministry department party bank university court committee commission council agency union parliament association institute foundation "
        + "newspaper magazine group federation army police bureau office institution museum hospital college");

    private static readonly FrozenDictionary<string, Gender> Courtesies = new Dictionary<string, Gender>(StringComparer.Ordinal)
    {
        ["mr"] = Gender.Male,
        ["mr."] = Gender.Male,
        ["mister"] = Gender.Male,
        ["sir"] = Gender.Male,
        ["lord"] = Gender.Male,
        ["mrs"] = Gender.Female,
        ["mrs."] = Gender.Female,
        ["ms"] = Gender.Female,
        ["ms."] = Gender.Female,
        ["miss"] = Gender.Female,
        ["lady"] = Gender.Female,
        ["dame"] = Gender.Female,
        ["mme."] = Gender.Female,
        ["dr"] = Gender.Unknown,
        ["dr."] = Gender.Unknown,
        ["prof."] = Gender.Unknown,
        ["rev."] = Gender.Unknown,
        ["sen."] = Gender.Unknown,
        ["rep."] = Gender.Unknown,
        ["gov."] = Gender.Unknown,
        ["gen."] = Gender.Unknown,
        ["lt."] = Gender.Unknown,
        ["col."] = Gender.Unknown,
        ["capt."] = Gender.Unknown,
        ["sgt."] = Gender.Unknown,
        ["adm."] = Gender.Unknown,
        ["maj."] = Gender.Unknown,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Gender> Gendered = new Dictionary<string, Gender>(StringComparer.Ordinal)
    {
        ["spokesman"] = Gender.Male,
        ["spokeswoman"] = Gender.Female,
        ["chairman"] = Gender.Male,
        ["chairwoman"] = Gender.Female,
        ["congressman"] = Gender.Male,
        ["congresswoman"] = Gender.Female,
        ["businessman"] = Gender.Male,
        ["businesswoman"] = Gender.Female,
        ["king"] = Gender.Male,
        ["queen"] = Gender.Female,
        ["prince"] = Gender.Male,
        ["princess"] = Gender.Female,
        ["duke"] = Gender.Male,
        ["duchess"] = Gender.Female,
        ["actor"] = Gender.Male,
        ["actress"] = Gender.Female,
        ["pope"] = Gender.Male,
        ["baroness"] = Gender.Female,
        ["councilman"] = Gender.Male,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Gender>.AlternateLookup<ReadOnlySpan<char>> UnnamedLookup =
        "man father husband son brother boy uncle grandfather grandson boyfriend gentleman dad nephew".Split(' ').Select(word => (word, Gender.Male))
        .Concat("woman mother wife daughter sister girl aunt grandmother girlfriend lady mum mom niece widow".Split(' ').Select(word => (word, Gender.Female)))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Item2, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word is a role of a person.</summary>
    public static bool IsPerson(ReadOnlySpan<char> word) => People.Contains(word);

    /// <summary>Whether a word is what an organization calls itself in its name.</summary>
    public static bool IsBody(ReadOnlySpan<char> word) => Bodies.Contains(word);

    /// <summary>Whether a word (lower case) is a form of address, and of which gender.</summary>
    public static bool IsCourtesy(string word, out Gender gender) => Courtesies.TryGetValue(word, out gender);

    public static Gender GenderOf(string noun) => Gendered.GetValueOrDefault(noun);

    /// <summary>The gender of a noun for a person without a name ("his wife", "the woman"), or unknown.</summary>
    public static Gender GenderOfUnnamed(ReadOnlySpan<char> noun) => UnnamedLookup.TryGetValue(noun, out var gender) ? gender : Gender.Unknown;

    /// <summary>One name for roles that differ by the gender of who holds them.</summary>
    public static string Neutral(string noun) => noun switch
    {
        "spokesman" or "spokeswoman" => "spokesperson",
        "chairman" or "chairwoman" or "chair" => "chairperson",
        "congressman" or "congresswoman" or "representative" => "representative",
        "advisor" => "adviser",
        "premier" => "prime minister",
        _ => noun,
    };

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string list) =>
        list.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
