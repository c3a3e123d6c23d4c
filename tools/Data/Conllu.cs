using System.Globalization;

namespace OnRecord.Data;

/// <summary>A sentence of a treebank; the arrays run in parallel.</summary>
/// <param name="Treebank">Value of the comment "# treebank".</param>
/// <param name="Forms">Words.</param>
/// <param name="Upos">Universal parts of speech, as in the file ("NOUN").</param>
/// <param name="Xpos">Penn tags.</param>
/// <param name="Heads">Index of the head, -1 for the root.</param>
/// <param name="Relations">Relations, with the subtypes that <see cref="Conllu.Simplify"/> keeps.</param>
internal sealed record TreebankSentence(string Treebank, string[] Forms, string[] Upos, string[] Xpos, int[] Heads, string[] Relations)
{
    public int Length => Forms.Length;
}

/// <summary>Reads CoNLL-U, plain or gzip. Multiword ranges and empty nodes are skipped: words are what is tagged and parsed.</summary>
internal static class Conllu
{
    public static List<TreebankSentence> Read(string path)
    {
        var sentences = new List<TreebankSentence>();
        var rows = new List<string[]>();
        var treebank = "";
        foreach (var line in TextFiles.ReadLines(path))
        {
            if (line.StartsWith("# treebank = ", StringComparison.Ordinal))
            {
                treebank = line[13..];
            }
            else if (line.Length == 0)
            {
                Finish();
            }
            else if (line[0] != '#')
            {
                var fields = line.Split('\t');
                if (fields[0].AsSpan().IndexOfAny('-', '.') < 0)
                {
                    rows.Add(fields);
                }
            }
        }

        Finish();
        return sentences;

        void Finish()
        {
            if (rows.Count > 0)
            {
                sentences.Add(new TreebankSentence(
                    treebank, Column(1), Column(3), Column(4),
                    [.. rows.Select(row => int.Parse(row[6], CultureInfo.InvariantCulture) - 1)], [.. rows.Select(row => Simplify(row[7]))]));
                rows.Clear();
            }
        }

        string[] Column(int index) => [.. rows.Select(row => row[index])];
    }

    /// <summary>Drops the subtype of a relation, except those that the stages after the parser ask for.</summary>
    public static string Simplify(string relation) =>
        relation is "nsubj:pass" or "aux:pass" or "obl:agent" or "acl:relcl" ? relation : relation.Split(':')[0];
}
