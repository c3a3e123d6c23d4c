using OnRecord.Data;

namespace OnRecord.Trainer.Names;

/// <summary>
/// Hints from the parts of speech of UD English EWT: a proper noun is part of some name, an ordinary lower-case word of none. Which name
/// and of what type is left to the tagger, which so learns where names stand in web text.
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
                    sentences.Add([new NerSentence(rows.Select(row => row[1]).ToArray(), [], HintsOf(rows))]);
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

    private static NameHint[] HintsOf(List<string[]> rows)
    {
        var hints = new NameHint[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var word = rows[i][1];
            if (rows[i][3] == "PROPN")
            {
                hints[i] = NoNames.Contains(word) || !char.IsLetter(word[0]) || word.Contains('@', StringComparison.Ordinal)
                    ? NameHint.Unknown
                    : NameHint.Inside;
                continue;
            }

            var joined = (i > 0 && rows[i - 1][3] == "PROPN") || (i + 1 < rows.Count && rows[i + 1][3] == "PROPN");
            var capital = i > 0 && char.IsUpper(word[0]) && word != "I";
            hints[i] = capital || rows[i][3] == "ADJ" || (joined && (Links.Contains(word) || rows[i][3] is "NUM" or "X"))
                ? NameHint.Unknown
                : NameHint.Outside;
        }

        return hints;
    }
}
