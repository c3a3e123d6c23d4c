using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Trainer.Names;

/// <summary>
/// Hints from the parts of speech of UD English EWT: a proper noun is part of some name, an ordinary lower-case word of none. What a run
/// of proper nouns stands for is said by our own list of them (proper-nouns.tsv); the rest is left to the tagger, which so learns where
/// names stand in web text.
/// </summary>
internal static class ProperNouns
{
    // Proper nouns that are no names in the sense of named entities, or titles that stand outside.
    private static readonly HashSet<string> NoNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu", "thurs", "fri",
        "sat", "sun", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mr", "mr.", "mrs", "mrs.", "ms",
        "ms.", "dr", "dr.", "prof.", "professor", "president", "sir", "senator", "sen.", "rep.", "judge", "general", "gen.", "minister",
        "secretary", "governor", "mayor", "pm", "am", "est", "gmt",
    };

    private static readonly HashSet<string> Links = new(StringComparer.OrdinalIgnoreCase) { "of", "the", "and", "&", "'s", "’s", "-", "for", "de", "al", "." };

    private static readonly Lazy<Dictionary<string, char>> Types = new(ReadTypes);

    /// <summary>Part of speech and relation of each word of a sentence in CoNLL-U.</summary>
    public static WordRole[] RolesOf(List<string[]> rows) => rows.Select(row => new WordRole(row[4], row[7].Split(':')[0])).ToArray();

    /// <summary>Reads the sentences of EWT in a CoNLL-U file; each is a document.</summary>
    public static List<List<NerSentence>> Read(string path)
    {
        var sentences = new List<List<NerSentence>>();
        var rows = new List<string[]>();
        var ewt = false;
        foreach (var line in TextFiles.ReadLines(path))
        {
            if (line.StartsWith("# treebank", StringComparison.Ordinal))
            {
                ewt = line.EndsWith("EWT", StringComparison.Ordinal);
            }
            else if (line.Length == 0)
            {
                if (rows.Count > 0)
                {
                    var hints = HintsOf(rows);
                    sentences.Add([new NerSentence(rows.Select(row => row[1]).ToArray(), NamesOf(rows, hints), hints, RolesOf(rows))]);
                }

                rows.Clear();
            }
            else if (ewt && line[0] != '#' && line.Split('\t') is var fields && int.TryParse(fields[0], out _))
            {
                rows.Add(fields);
            }
        }

        return sentences;
    }

    private static GoldName[] NamesOf(List<string[]> rows, NameHint[] hints)
    {
        var names = new List<GoldName>();
        for (var first = 0; first < rows.Count; first++)
        {
            if (!IsProper(rows[first]))
            {
                continue;
            }

            var end = first + 1;
            while (end < rows.Count)
            {
                var step = IsProper(rows[end]) ? 1
                    : rows[end][1] is "of" or "Of" or "OF" or "-" or "&" && end + 1 < rows.Count && IsProper(rows[end + 1]) ? 2
                    : 0;
                if (step == 0)
                {
                    break;
                }

                end += step;
            }

            var run = string.Join(' ', rows.GetRange(first, end - first).Select(row => row[1]));
            var kind = Types.Value.GetValueOrDefault(run);
            if (kind == 'N')
            {
                hints.AsSpan(first, end - first).Fill(NameHint.Outside);
            }
            else if (kind != default)
            {
                var start = first;
                if (kind == 'P' && IsReversed(rows, first, end, out var whole))
                {
                    end = whole;
                }

                while (kind == 'P' && start < end - 1 && IsTitle(rows[start][1]))
                {
                    hints[start++] = NameHint.Outside;
                }

                names.Add(new GoldName(start, end, TypeOf(kind)));
            }

            first = end;
        }

        return names.ToArray();
    }

    // "Smith , Jane" in the head of a mail.
    private static bool IsReversed(List<string[]> rows, int first, int end, out int whole)
    {
        whole = end + 1;
        while (whole < rows.Count && IsProper(rows[whole]))
        {
            whole++;
        }

        return first > 0 && rows[first - 1][1] == "\"" && end < rows.Count && rows[end][1] == "," && whole > end + 1 && whole < rows.Count && rows[whole][1] == "\"";
    }

    private static bool IsProper(string[] row) => row[3] == "PROPN" || row[4] is "NNP" or "NNPS";

    private static bool IsTitle(string word) => NoNames.Contains(word) || GumNames.IsTitle(word);

    private static NameType TypeOf(char kind) => kind switch
    {
        'P' => NameType.Person,
        'O' => NameType.Organization,
        'L' => NameType.Place,
        _ => NameType.Other,
    };

    private static Dictionary<string, char> ReadTypes()
    {
        using var stream = typeof(ProperNouns).Assembly.GetManifestResourceStream("proper-nouns.tsv")
            ?? throw new InvalidOperationException("The list of proper nouns is not embedded.");
        using var reader = new StreamReader(stream);
        var types = new Dictionary<string, char>(StringComparer.Ordinal);
        while (reader.ReadLine()?.Split('\t') is [var run, var kind])
        {
            types[run] = kind[0];
        }

        return types;
    }

    private static NameHint[] HintsOf(List<string[]> rows)
    {
        var hints = new NameHint[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var word = rows[i][1];
            if (IsAddress(word))
            {
                hints[i] = NameHint.Outside;
            }
            else if (IsProper(rows[i]))
            {
                hints[i] = NoNames.Contains(word) || !char.IsLetter(word[0]) || word.Contains('@', StringComparison.Ordinal)
                    ? NameHint.Unknown
                    : NameHint.Inside;
            }
            else
            {
                var joined = IsJoined(rows, i - 1) || IsJoined(rows, i + 1);
                hints[i] = rows[i][3] == "ADJ" || (joined && (char.IsUpper(word[0]) || Links.Contains(word) || rows[i][3] is "NUM" or "X"))
                    ? NameHint.Unknown
                    : NameHint.Outside;
            }
        }

        return hints;
    }

    // A neighbour of this kind may be part of the same name.
    private static bool IsJoined(List<string[]> rows, int i) =>
        i >= 0 && i < rows.Count && (IsProper(rows[i]) || (i > 0 && char.IsUpper(rows[i][1][0]) && rows[i][1] != "I"));

    // Links, mail addresses and files.
    private static bool IsAddress(string word)
    {
        var dot = word.LastIndexOf('.');
        return word.Contains("://", StringComparison.Ordinal)
            || word.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || (dot > 2 && word.Length - dot is > 2 and < 6 && word[(dot + 1)..].All(char.IsAsciiLetterLower));
    }
}
