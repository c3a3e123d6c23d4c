using OnRecord.Api.Stance.V1;

namespace OnRecord.Web.Parts;

/// <summary>A run of an article's text, with what it is marked for.</summary>
/// <param name="Text">The words.</param>
/// <param name="Position">The position whose sentence it is part of; null for none.</param>
/// <param name="Evidence">Whether it is part of the sentence that the page was opened for.</param>
/// <param name="Id">Id that a link jumps to; null for none.</param>
public sealed record TextRun(string Text, Position? Position, bool Evidence, string? Id);

/// <summary>Cuts an article's text into paragraphs and runs, so that its positions can be marked in it.</summary>
public static class MarkedText
{
    /// <summary>The paragraphs from <paramref name="bodyStart"/> on.</summary>
    /// <param name="text">The article's text.</param>
    /// <param name="bodyStart">Where to begin.</param>
    /// <param name="from">Start of the sentence that the page was opened for, UTF-16 code units.</param>
    /// <param name="to">Its end, exclusive; nothing is opened unless it is greater.</param>
    /// <param name="positions">Positions of this revision. Of two in one sentence the first marks it.</param>
    public static IEnumerable<IReadOnlyList<TextRun>> Of(string text, int bodyStart, int from, int to, IReadOnlyList<Position> positions)
    {
        for (var at = Math.Clamp(bodyStart, 0, text.Length); at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            if (end > at)
            {
                yield return Cut(text, at, end, from, to, positions);
            }

            at = end + 1;
        }
    }

    private static List<TextRun> Cut(string text, int start, int end, int from, int to, IReadOnlyList<Position> positions)
    {
        var cuts = new SortedSet<int> { start, end };
        foreach (var edge in positions.SelectMany(position => new[] { position.Evidence.Span.Start, position.Evidence.Span.End }).Concat([from, to]))
        {
            if (edge > start && edge < end)
            {
                cuts.Add(edge);
            }
        }

        return [.. cuts.Zip(cuts.Skip(1), (first, last) => new TextRun(
            text[first..last],
            positions.FirstOrDefault(position => position.Evidence.Span.Start <= first && last <= position.Evidence.Span.End),
            from <= first && last <= to,
            first == from && last <= to ? "evidence" : null))];
    }
}
