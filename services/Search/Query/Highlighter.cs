using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Cuts excerpts around the words of a query. Plain text with spans: whatever the article holds, nothing is markup.</summary>
public static class Highlighter
{
    private const int ExcerptLength = 240;
    private const int MaxExcerpts = 2;
    private const int Context = 60;

    /// <summary>Excerpts of the body with most different terms, in text order; the beginning when no term is there.</summary>
    public static IReadOnlyList<Highlight> Excerpts(string text, int bodyStart, HashSet<string> terms)
    {
        var matches = Matches(text, bodyStart, terms);
        if (matches.Count == 0)
        {
            return [Cut(text, bodyStart, bodyStart, matches)];
        }

        var excerpts = new List<(int Start, int Distinct)>();
        var taken = new HashSet<string>();
        while (excerpts.Count < MaxExcerpts)
        {
            var (start, fresh) = (0, 0);
            foreach (var match in matches)
            {
                var found = matches
                    .Where(other => other.Start >= match.Start && other.End <= match.Start + ExcerptLength - Context)
                    .Select(other => other.Term).Where(term => !taken.Contains(term)).Distinct().Count();
                if (found > fresh)
                {
                    (start, fresh) = (match.Start, found);
                }
            }

            if (fresh == 0)
            {
                break;
            }

            excerpts.Add((start, fresh));
            taken.UnionWith(matches.Where(match => match.Start >= start && match.End <= start + ExcerptLength - Context).Select(match => match.Term));
        }

        return [.. excerpts.OrderBy(excerpt => excerpt.Start).Select(excerpt => Cut(text, bodyStart, excerpt.Start, matches))];
    }

    private static List<(int Start, int End, string Term)> Matches(string text, int bodyStart, HashSet<string> terms)
    {
        const int enough = 200;
        var matches = new List<(int, int, string)>();
        var lookup = terms.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[TermFormer.MaxLength];
        var reader = new WordReader(text.AsSpan(bodyStart));
        while (matches.Count < enough && reader.MoveNext())
        {
            if (lookup.TryGetValue(buffer[..TermFormer.Form(reader.Current, buffer)], out var term))
            {
                matches.Add((bodyStart + reader.Start, bodyStart + reader.End, term));
            }
        }

        return matches;
    }

    private static Highlight Cut(string text, int bodyStart, int match, List<(int Start, int End, string Term)> matches)
    {
        var start = WordStart(text, Math.Max(bodyStart, match - Context), bodyStart);
        var end = WordEnd(text, Math.Min(text.Length, start + ExcerptLength));
        var highlight = new Highlight { Text = text[start..end].Replace('\n', ' ') };
        highlight.Matches.AddRange(matches
            .Where(found => found.Start >= start && found.End <= end)
            .Select(found => ProtoMapping.ToSpan(found.Start - start, found.End - start)));
        return highlight;
    }

    private static int WordStart(string text, int position, int limit)
    {
        while (position > limit && !char.IsWhiteSpace(text[position - 1]))
        {
            position--;
        }

        return position;
    }

    private static int WordEnd(string text, int position)
    {
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && !char.IsLowSurrogate(text[position]))
        {
            position++;
        }

        return position;
    }
}
