using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Trainer.Names;

/// <summary>
/// Names out of the entity annotation of UD English GUM. There a mention is a whole noun phrase, nested, with a type; its name is the run of
/// proper nouns around its head. Only people, places and organizations can be told apart surely; all else is left unmarked.
/// </summary>
internal static class GumNames
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "prof.", "professor", "president", "sir", "lord", "lady", "king", "queen",
        "prince", "princess", "senator", "sen.", "rep.", "judge", "justice", "general", "gen.", "captain", "capt.", "colonel", "col.",
        "uncle", "aunt", "doctor", "minister", "secretary", "governor", "gov.", "chancellor", "mayor", "pope", "saint", "st.",
    };

    /// <summary>Whether a word is a title that stands outside the name it goes with.</summary>
    public static bool IsTitle(string word) => Titles.Contains(word);

    /// <summary>Reads the documents of a CoNLL-U file that have entity annotation.</summary>
    public static List<List<NerSentence>> Read(string path)
    {
        var documents = new List<List<NerSentence>>();
        var rows = new List<string[]>();
        var gum = false;
        foreach (var line in TextFiles.ReadLines(path))
        {
            if (line.StartsWith('#'))
            {
                gum = line.StartsWith("# treebank", StringComparison.Ordinal) ? line.EndsWith("GUM", StringComparison.Ordinal) : gum;
                if (gum && line.StartsWith("# newdoc", StringComparison.Ordinal))
                {
                    documents.Add([]);
                }
            }
            else if (line.Length > 0)
            {
                var fields = line.Split('\t');
                if (gum && int.TryParse(fields[0], out _))   // not the lines of contracted words and left-out words
                {
                    rows.Add(fields);
                }
            }
            else if (rows.Count > 0)
            {
                if (documents.Count == 0)
                {
                    documents.Add([]);
                }

                documents[^1].Add(new NerSentence(rows.Select(row => row[1]).ToArray(), NamesOf(rows), Roles: ProperNouns.RolesOf(rows)));
                rows.Clear();
            }
        }

        return documents;
    }

    private static GoldName[] NamesOf(List<string[]> rows)
    {
        var names = MentionsOf(rows)
            .Select(mention => NameOf(rows, mention))
            .Where(name => name.End > name.First)
            .OrderByDescending(name => name.End - name.First)
            .ToList();
        var kept = new List<GoldName>();
        foreach (var name in names)
        {
            if (!kept.Exists(other => other.First < name.End && name.First < other.End))
            {
                kept.Add(name);
            }
        }

        return kept.OrderBy(name => name.First).ToArray();
    }

    // Entity=(1-person-…(2-place-…-x)1): an opening bracket with number and type, a closing one with the number before it.
    private static List<GoldName> MentionsOf(List<string[]> rows)
    {
        var mentions = new List<GoldName>();
        var open = new Stack<(string Id, NameType Type, int First)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var mark = Array.Find(rows[i][9].Split('|'), part => part.StartsWith("Entity=", StringComparison.Ordinal));
            if (mark is null)
            {
                continue;
            }

            foreach (var part in mark["Entity=".Length..].Replace("(", "\n(", StringComparison.Ordinal).Replace(")", ")\n", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var fields = part.Trim('(', ')').Split('-');
                var opened = part[0] == '(';
                if (opened)
                {
                    open.Push((fields[0], fields.Length > 1 ? TypeOf(fields[1]) : NameType.Unspecified, i));
                }

                if (part[^1] == ')' && open.Count > 0)
                {
                    var (_, type, first) = opened ? open.Pop() : Close(open, fields[0]);
                    mentions.Add(new GoldName(first, i + 1, type));
                }
            }
        }

        return mentions.FindAll(mention => mention.Type != NameType.Unspecified);
    }

    // Mentions may cross: the innermost of the number is meant.
    private static (string Id, NameType Type, int First) Close(Stack<(string Id, NameType Type, int First)> open, string id)
    {
        var passed = new Stack<(string Id, NameType Type, int First)>();
        var found = ("", NameType.Unspecified, 0);
        while (open.Count > 0)
        {
            var top = open.Pop();
            if (top.Id == id)
            {
                found = top;
                break;
            }

            passed.Push(top);
        }

        while (passed.Count > 0)
        {
            open.Push(passed.Pop());
        }

        return found;
    }

    private static NameType TypeOf(string type) => type switch
    {
        "person" => NameType.Person,
        "organization" => NameType.Organization,
        "place" => NameType.Place,
        _ => NameType.Unspecified,
    };

    private static GoldName NameOf(List<string[]> rows, GoldName mention)
    {
        var none = new GoldName(0, 0, mention.Type);
        var head = -1;
        for (var i = mention.First; i < mention.End && head < 0; i++)
        {
            var governor = int.Parse(rows[i][6], System.Globalization.CultureInfo.InvariantCulture) - 1;
            head = governor < mention.First || governor >= mention.End ? i : -1;
        }

        // A plural of people is a nationality or a family, which is marked otherwise elsewhere.
        if (head < 0 || !IsProper(rows[head]) || (mention.Type == NameType.Person && rows[head][4] == "NNPS"))
        {
            return none;
        }

        var (first, end) = (head, head + 1);
        while (first > mention.First && (IsProper(rows[first - 1]) || (rows[first - 1][1] == "-" && first - 2 >= mention.First && IsProper(rows[first - 2]))))
        {
            first--;
        }

        while (end < mention.End && (IsProper(rows[end]) || (rows[end][1] is "of" or "-" && end + 1 < mention.End && IsProper(rows[end + 1]))))
        {
            end++;
        }

        while (mention.Type == NameType.Person && first < end && Titles.Contains(rows[first][1]))
        {
            first++;
        }

        return first < end && rows[first][1].Any(char.IsLetter) ? new GoldName(first, end, mention.Type) : none;
    }

    private static bool IsProper(string[] row) => row[3] == "PROPN" || row[4] is "NNP" or "NNPS";
}
