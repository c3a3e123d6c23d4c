using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>Builds the lists of known names from the facts for entity linking.</summary>
internal static class GazetteerCommand
{
    // A given or family name of one politician only may be an error of the list.
    private const int SeenOften = 2;

    private static readonly string[] CompanyForms =
        ["Inc.", "Inc", "Corp.", "Corp", "Corporation", "Company", "Co.", "Ltd.", "Ltd", "Limited", "plc", "PLC", "AG", "SA", "S.A.", "Group", "Holdings"];

    /// <summary>The command "gazetteer".</summary>
    public static Command Create()
    {
        var command = new Command("gazetteer", "Build the lists of known names.") { TrainerOptions.Data, TrainerOptions.Models, TrainerOptions.Permissive };
        command.SetAction(result => Run(
            Path.Combine(result.GetRequiredValue(TrainerOptions.Data), "kb-facts"),
            result.GetRequiredValue(TrainerOptions.Models),
            result.GetValue(TrainerOptions.Permissive)));
        return command;
    }

    private static void Run(string facts, string models, bool permissive)
    {
        var lists = new SortedDictionary<string, NameLists>(StringComparer.Ordinal);
        AddEntries(lists, facts, "countries", NameLists.Country);
        AddDemonyms(lists, Path.Combine(facts, "countries.jsonl.gz"));
        AddEntries(lists, facts, "cities-wikipedia", NameLists.City);
        AddCities(lists, Path.Combine(facts, "world-cities.tsv.gz"));
        AddEntries(lists, facts, "companies-wikipedia", NameLists.Company);
        AddEntries(lists, facts, "companies-sp500", NameLists.Company);
        AddEntries(lists, facts, "international-organisations", NameLists.Institution);
        AddEntries(lists, facts, "news-outlets", NameLists.Outlet);

        // The licence of the lists of legislators is not stated. The file of the linking dev sets is left out for good: it holds answers.
        string[] people = permissive
            ? ["us-congress-current", "us-presidents"]
            : ["us-congress-current", "us-presidents", "politicians-2015-wikidata", "politicians-2015-other"];
        AddPeople(lists, people.Select(name => Path.Combine(facts, name + ".jsonl.gz")));

        ModelFiles.Write(Path.Combine(models, "gazetteer.model"), stream =>
        {
            using var writer = new StreamWriter(stream) { NewLine = "\n" };
            foreach (var (phrase, bits) in lists)
            {
                writer.WriteLine($"{phrase}\t{(int)bits}");
            }
        });

        Console.WriteLine($"gazetteer.phrases {lists.Count}");
    }

    private static void AddEntries(SortedDictionary<string, NameLists> lists, string facts, string name, NameLists list)
    {
        foreach (var entry in ReadLines(Path.Combine(facts, name + ".jsonl.gz")))
        {
            foreach (var phrase in NamesOf(entry))
            {
                Add(lists, phrase, list);
                if (list == NameLists.Company)
                {
                    Add(lists, WithoutForm(phrase), list);
                }
            }
        }
    }

    private static void AddDemonyms(SortedDictionary<string, NameLists> lists, string path)
    {
        foreach (var entry in ReadLines(path))
        {
            foreach (var demonym in StringsOf(entry, "demonyms"))
            {
                Add(lists, demonym, NameLists.Demonym);
            }

            foreach (var capital in StringsOf(entry, "capital"))
            {
                Add(lists, capital, NameLists.City);
            }
        }
    }

    private static void AddCities(SortedDictionary<string, NameLists> lists, string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine()?.Split('\t') is { Length: >= 4 } fields)
        {
            Add(lists, fields[0], NameLists.City);
            Add(lists, fields[3], NameLists.Region);
        }
    }

    private static void AddPeople(SortedDictionary<string, NameLists> lists, IEnumerable<string> paths)
    {
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        var family = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in paths.SelectMany(ReadLines).SelectMany(NamesOf))
        {
            var words = Normalize(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is < 2 or > 5)
            {
                continue;
            }

            Add(lists, name, NameLists.Person);
            given[words[0]] = given.GetValueOrDefault(words[0]) + 1;
            family[words[^1]] = family.GetValueOrDefault(words[^1]) + 1;
        }

        foreach (var (names, list) in new[] { (given, NameLists.GivenName), (family, NameLists.FamilyName) })
        {
            foreach (var (name, _) in names.Where(name => name.Value >= SeenOften && name.Key.Length > 2))
            {
                Add(lists, name, list);
            }
        }
    }

    private static void Add(SortedDictionary<string, NameLists> lists, string phrase, NameLists list)
    {
        phrase = Normalize(phrase);
        if (phrase.Length >= 2 && phrase.Any(char.IsLetter) && phrase.Split(' ').Length <= Gazetteer.LongestPhrase)
        {
            lists[phrase] = lists.GetValueOrDefault(phrase) | list;
        }
    }

    // "Lexington (Kentucky)", "Lisbon, Portugal": what the name stands for is not part of it.
    private static string Normalize(string phrase)
    {
        var end = phrase.AsSpan().IndexOfAny('(', ',');
        return WordHash.Fold((end > 0 ? phrase[..end] : phrase).Trim()).ToLowerInvariant().Replace('\t', ' ');
    }

    private static string WithoutForm(string company)
    {
        var space = company.LastIndexOf(' ');
        return space > 0 && CompanyForms.Contains(company[(space + 1)..]) ? company[..space] : company;
    }

    private static IEnumerable<string> NamesOf(JsonElement entry) =>
        StringsOf(entry, "aliases").Prepend(entry.GetProperty("name").GetString()!).Where(IsLatin);

    private static bool IsLatin(string name) => name.All(unit => unit < 0x250 || (unit is >= '\u1E00' and < '\u2100'));

    private static IEnumerable<string> StringsOf(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out var values) && values.ValueKind == JsonValueKind.Array
            ? values.EnumerateArray().Select(value => value.GetString()!)
            : [];

    private static IEnumerable<JsonElement> ReadLines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            yield return json.RootElement.Clone();
        }
    }
}
