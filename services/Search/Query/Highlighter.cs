using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Cuts excerpts around the words of a query. Plain text with spans: whatever the article holds, nothing is markup.</summary>
public static class Highlighter
{
    private const int ExcerptLength = 240;
    private const int MaxExcerpts = 2;
    private const int Context = 60;
    private const int Window = ExcerptLength - Context;

    /// <summary>Excerpts of the body with most different terms, in text order; the beginning when no term is there.</summary>
    public static IReadOnlyList<Highlight> Excerpts(string text, int bodyStart, HashSet<string> terms)
    {
        var matches = Matches(text, bodyStart, terms);
        if (matches.Count == 0)
        {
            return [Cut(text, bodyStart, bodyStart, matches)];
        }

        var starts = new List<int>();
        var taken = new HashSet<string>();
        while (starts.Count < MaxExcerpts && Richest(matches, taken) is { } start)
        {
            starts.Add(start);
            taken.UnionWith(matches.Where(match => match.Start >= start && match.End <= start + Window).Select(match => match.Term));
        }

        return [.. starts.Order().Select(start => Cut(text, bodyStart, start, matches))];
    }

    /// <summary>The first match from which on most terms that are not taken follow closely; null when all are taken.</summary>
    private static int? Richest(List<Match> matches, HashSet<string> taken)
    {
        var (start, most) = ((int?)null, 0);
        var inside = new Dictionary<string, int>();
        var end = 0;
        foreach (var first in matches)
        {
            for (; end < matches.Count && matches[end].End <= first.Start + Window; end++)
            {
                if (!taken.Contains(matches[end].Term))
                {
                    inside[matches[end].Term] = inside.GetValueOrDefault(matches[end].Term) + 1;
                }
            }

            if (inside.Count > most)
            {
                (start, most) = (first.Start, inside.Count);
            }

            if (inside.TryGetValue(first.Term, out var times) && (inside[first.Term] = times - 1) == 0)
            {
                inside.Remove(first.Term);
            }
        }

        return start;
    }

    private static List<Match> Matches(string text, int bodyStart, HashSet<string> terms)
    {
        const int enough = 200;
        var matches = new List<Match>();
        var lookup = terms.GetAlternateLookup<ReadOnlySpan<char>>();
        // Stems keep the first letter, so most words need not be stemmed to know that they are none of the terms.
        var firstLetters = new string([.. terms.Where(term => term.Length > 0).Select(term => term[0]).Distinct()]);
        Span<char> buffer = stackalloc char[TermFormer.MaxLength];
        var reader = new WordReader(text.AsSpan(bodyStart));
        while (matches.Count < enough && reader.MoveNext())
        {
            var first = reader.Current[0];
            if (char.IsAscii(first) && !firstLetters.Contains(char.ToLowerInvariant(first)))
            {
                continue;
            }

            if (lookup.TryGetValue(buffer[..TermFormer.Form(reader.Current, buffer)], out var term))
            {
                matches.Add(new Match(bodyStart + reader.Start, bodyStart + reader.End, term));
            }
        }

        return matches;
    }

    private static Highlight Cut(string text, int bodyStart, int match, List<Match> matches)
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

    private readonly record struct Match(int Start, int End, string Term);
}
