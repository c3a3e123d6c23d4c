using System.Globalization;
using System.Text;

namespace OnRecord.Search;

/// <summary>Writes tsvector literals, so that PostgreSQL indexes the very terms that SQLite does.</summary>
internal static class Lexemes
{
    // Limits of the type: positions end at 16,383, and a lexeme keeps 255 of them.
    private const int MaxPosition = 16_383;
    private const int MaxPositions = 255;

    // No phrase reaches from one field into the next.
    private const int FieldGap = 100;

    /// <summary>The literal of some fields, each a text of terms with blanks between.</summary>
    public static string Write(params ReadOnlySpan<string> fields)
    {
        var positions = new Dictionary<string, List<int>>();
        var position = 0;
        foreach (var field in fields)
        {
            foreach (var term in field.AsSpan().Split(' '))
            {
                position++;
                var word = field.AsSpan(term);
                if (word.IsEmpty)
                {
                    continue;
                }

                var lookup = positions.GetAlternateLookup<ReadOnlySpan<char>>();
                if (!lookup.TryGetValue(word, out var found))
                {
                    lookup[word] = found = [];
                }

                if (found.Count < MaxPositions && position <= MaxPosition)
                {
                    found.Add(position);
                }
            }

            position += FieldGap;
        }

        var literal = new StringBuilder();
        foreach (var (term, found) in positions)
        {
            literal.Append(literal.Length == 0 ? "" : " ").Append('\'').Append(term).Append('\'');
            for (var index = 0; index < found.Count; index++)
            {
                literal.Append(index == 0 ? ':' : ',').Append(CultureInfo.InvariantCulture, $"{found[index]}");
            }
        }

        return literal.ToString();
    }
}
