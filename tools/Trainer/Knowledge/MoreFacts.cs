using System.Text;
using System.Text.RegularExpressions;
using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>The files of kb-facts-more: every row with a Wikidata id, in an order in which what is better known comes first.</summary>
internal sealed partial class MoreFacts(KnowledgeBuilder builder, KindRules kinds, string folder)
{
    private const byte LeastPopular = 10;
    private const int MaxAlias = 45;
    private const int MaxRoles = 3;

    // Its types are guessed from relations.
    private const string GuessesTypes = "popular-entities-fb15k";

    private static readonly Dictionary<string, Func<FactRow, double>> Popularity = new(StringComparer.Ordinal)
    {
        ["leaders-current-2026"] = _ => 62,
        ["populated-places-naturalearth"] = row => row.Text("kind").StartsWith("capital", StringComparison.Ordinal) ? 56 : OfPeople(row, 14),
        ["wikidata-subset-arnold"] = row => 20 + (12 * Math.Log10(1 + row.Number("pagerank"))),
        [GuessesTypes] = row => row.Text("type") is "PERSON" or "ORG" or "PLACE" ? 45 : 34,
        ["entities-mintaka-dev"] = row => Math.Min(60, (row.Text("type").Length > 0 ? 38 : 30) + (5 * Math.Log2(Math.Max(1, row.Number("popularity"))))),
        ["well-known-items-wikitrivia"] = row => 5 + (25 * Math.Log10(1 + row.Number("popularity"))),
        ["news-agencies-impresso"] = _ => 50,
        ["regions-csc"] = _ => 34,
        ["places-csc"] = row => row.Text("kind") switch { "adm1" or "capital" => 35, "city" => OfPeople(row, 12), _ => LeastPopular + 4 },
        ["us-places-hearvox"] = row => row.Text("kind") == "US state" ? 60 : 14,
        ["us-newspapers-hearvox"] = _ => 26,
        ["organisations-ror"] = row => row.Text("wikipedia").Length > 0 ? 27 : 20,
        ["brands-operators-nsi"] = row => row.Text("type") == "PLACE" ? 30 : 20 + (4 * Math.Log2(Math.Max(1, row.Number("popularity")))),
        ["office-holders-every-politician"] = row => (row.Roles().Any(role => HeadWords().IsMatch(role.Title)) ? 32 : 18) + (row.Text("wikipedia").Length > 0 ? 4 : 0),
        ["parties-ministries-offices-every-politician"] = row => row.Text("type") == "OTHER" ? 16 : row.Text("kind") == "political party" ? 30 : 14,
        ["political-parties-factbook-2026"] = _ => 34,
        ["german-politicians-optv"] = _ => 18,
        ["football-competitions-reep"] = _ => 35,
        ["football-clubs-reep"] = row => 18 + (3 * row.Number("popularity")),
        ["footballers-wikidata-cleanup"] = _ => 14,
        ["baseball-people-chadwick"] = row => 13 + (row.Number("popularity") / 2),
        ["entities-fewrel-val"] = row => Math.Min(40, 22 + (6 * Math.Log2(Math.Max(1, row.Number("popularity"))))),
    };

    /// <summary>Adds all files.</summary>
    public void Add()
    {
        foreach (var (file, popularity) in Popularity)
        {
            foreach (var row in FactRow.Read(folder, file).Where(row => row.Text("wikidata").Length > 0 && !IsObscure(row, file) && !IsCommonNoun(row, file)))
            {
                Add(row, file, popularity(row));
            }
        }
    }

    /// <summary>Whether somebody sat in some assembly once and has no article: of 42,000 such people texts name almost none, but many of their namesakes.</summary>
    private static bool IsObscure(FactRow row, string file) => file == "office-holders-every-politician" && row.Text("wikipedia").Length == 0
        && !row.Roles().Any(role => HeadWords().IsMatch(role.Title));

    /// <summary>
    /// Labels of common nouns are in lower case: "judge", "ballet dancer", which a list that guesses types takes for a person; not so "iPhone". A mark is of a name: "will.i.am".
    /// </summary>
    private static bool IsCommonNoun(FactRow row, string file) => (row.Text("type") is "" or "OTHER" || (file == GuessesTypes && !row.Name.Contains('.')))
        && !row.Name.Any(char.IsUpper) && row.Text("kind") != "public office";

    private void Add(FactRow row, string file, double popularity)
    {
        var name = Bare(row.Name, file);
        var stated = row.Text("type") switch
        {
            "PERSON" => EntityType.Person,
            "ORG" => EntityType.Organization,
            "PLACE" => EntityType.Place,
            "OTHER" => EntityType.Other,
            _ => EntityType.Unspecified,
        };
        var isNational = NationalTeam().IsMatch(name) || TeamOfSport().IsMatch(name);
        if (isNational)
        {
            // Some lists guess types from relations.
            stated = EntityType.Organization;
        }

        var description = row.Text("description");
        var kind = isNational ? EntityKind.NationalTeam : kinds.Of(stated, row.Text("kind"), name, description);
        var type = stated != EntityType.Unspecified ? stated : KindRules.TypeOf(kind);
        if (kind == EntityKind.Unknown && DegreeWords().IsMatch($"{row.Text("kind")} {description}"))
        {
            return;
        }

        builder.Add(new KnowledgeEntry(
            row.Text("wikidata"), type, kind, name,
            [.. (file == "organisations-ror" ? row.Aliases.Where(alias => Ascii.IsValid(alias)) : row.Aliases).Append(row.Text("wikipedia").Split('(')[0].Trim()).Where(alias => IsName(alias, name) && (kind != EntityKind.Office || alias.Count(unit => unit == ' ') > 1)).Select(alias => new KnowledgeAlias(alias, AliasStrength.Full))],
            row.Text("country") is { Length: 0 } && kind == EntityKind.NationalTeam ? builder.CountryOfTeam(name) : row.Text("country"), (byte)Math.Clamp(popularity, LeastPopular, 75), description.Split(';')[0])
        {
            Source = file,
            Roles = [.. row.Roles().Where(role => HeadWords().IsMatch(role.Title)).DistinctBy(role => role.Start).Take(MaxRoles)],
        });
    }

    /// <summary>Country codes and other short forms in small letters are no names that a text would use; "Prime Minister" is not that of the one country whose list calls the office so.</summary>
    private static bool IsName(string alias, string name) =>
        alias.Length is > 1 and < MaxAlias && alias != name && !IsOffice().IsMatch(alias) && (alias.Length > 3 || alias.Any(char.IsUpper)) && !(alias.Length == 2 && alias.All(char.IsUpper));

    /// <summary>ROR writes the country after the names of companies that are in several: "L'Oréal (France)".</summary>
    private static string Bare(string name, string file) =>
        file == "organisations-ror" && name.EndsWith(')') && name.IndexOf(" (", StringComparison.Ordinal) is > 0 and var bracket ? name[..bracket] : name;

    private static double OfPeople(FactRow row, double least) =>
        row.Number("popularity") is > 1 and var people ? Math.Clamp(40 + (20 * (Math.Log10(people) - 6)), least, 62) : least;

    [GeneratedRegex(@"\bnational\b.*\bteam$", RegexOptions.CultureInvariant)]
    private static partial Regex NationalTeam();

    [GeneratedRegex("^(?:the )?(?:vice )?(?:president|prime minister|premier|chancellor|minister|king|queen|governor|speaker|mayor|ambassador)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IsOffice();

    // "England cricket team"; that of a county, a school or a club says so.
    [GeneratedRegex(@"^(?!.*\b(?:County|University|College|School|Club)\b).+ (?:cricket|rugby union|rugby league|Davis Cup|Fed Cup) team$", RegexOptions.CultureInvariant)]
    private static partial Regex TeamOfSport();

    // What somebody is or does is no entity of its own.
    [GeneratedRegex(@"\b(academic degree|profession|occupation|academic title|doctorate)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DegreeWords();

    [GeneratedRegex(
        @"\b(president|prime minister|premier|chancellor|minister|secretary of|king|queen|emir|sultan|governor|chief justice|speaker|mayor|pope|emperor|supreme leader|head of|secretary.general|taoiseach|first minister)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeadWords();
}
