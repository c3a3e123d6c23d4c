using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace OnRecord.Search;

/// <summary>How often a term stands in each field of an article.</summary>
/// <param name="Title">In the headline.</param>
/// <param name="Lead">In the first words of the body.</param>
/// <param name="Body">In the rest of the body.</param>
/// <param name="Names">In the canonical names of the article's entities.</param>
/// <param name="Capitalised">With a capital letter inside a sentence of lead or body: likely part of a name.</param>
public record struct TermCounts(int Title, int Lead, int Body, int Names, int Capitalised);

/// <summary>Length of each field, in terms without function words.</summary>
public record struct FieldLengths(int Title, int Lead, int Body, int Names);

/// <summary>The terms of an article, counted by field: what the index, the ranking and the grouping of stories all start from.</summary>
public sealed class ArticleTerms
{
    /// <summary>The lead is the first so many words of the body.</summary>
    public const int LeadWords = 80;

    private static readonly SearchValues<char> SentenceBreaks = SearchValues.Create(".!?\n:\"“");

    private readonly Dictionary<Term, TermCounts> _counts = [];
    private readonly List<(Term Term, string Surface)> _surfaces = [];
    private FieldLengths _lengths;

    private ArticleTerms()
    {
    }

    private enum Field
    {
        Title,
        Lead,
        Body,
        Names,
    }

    /// <summary>Distinct terms and their counts, function words left out.</summary>
    public IReadOnlyDictionary<Term, TermCounts> Counts => _counts;

    /// <summary>For each term a word that it was made from, in lower case: what a correction shows.</summary>
    public IReadOnlyList<(Term Term, string Surface)> Surfaces => _surfaces;

    /// <summary>Field lengths.</summary>
    public FieldLengths Lengths => _lengths;

    /// <summary>All terms of the headline in order, function words included, with blanks between: what full text indexes.</summary>
    public string TitleText { get; private set; } = "";

    /// <summary>The same for the body.</summary>
    public string BodyText { get; private set; } = "";

    /// <summary>The same for the entity names.</summary>
    public string NamesText { get; private set; } = "";

    /// <summary>Reads an article.</summary>
    /// <param name="text">Headline and body as in <see cref="Events.ArticleContent.Text"/>.</param>
    /// <param name="bodyStart">Where the body begins.</param>
    /// <param name="names">Canonical names of the entities.</param>
    public static ArticleTerms Read(string text, int bodyStart, IEnumerable<string> names)
    {
        var terms = new ArticleTerms();
        var written = new StringBuilder(text.Length);
        terms.TitleText = terms.ReadField(text.AsSpan(0, bodyStart), Field.Title, written);
        terms.BodyText = terms.ReadField(text.AsSpan(bodyStart), Field.Lead, written);
        terms.NamesText = terms.ReadField(string.Join(" | ", names), Field.Names, written);
        return terms;
    }

    private string ReadField(ReadOnlySpan<char> text, Field field, StringBuilder written)
    {
        written.Clear();
        var reader = new WordReader(text);
        var previousEnd = 0;
        for (var number = 0; reader.MoveNext(); number++)
        {
            var startsSentence = text[previousEnd..reader.Start].ContainsAny(SentenceBreaks) || previousEnd == 0;
            previousEnd = reader.End;
            var word = KnownWords.Of(reader.Current);
            if (word.Term is not { } term)
            {
                continue;
            }

            written.Append(written.Length == 0 ? "" : " ").Append(term.Text);
            if (term.IsStopWord)
            {
                continue;
            }

            ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, term, out var isCounted);
            if (!isCounted)
            {
                _surfaces.Add((term, word.Surface));
            }

            Count(ref counts, field == Field.Lead && number >= LeadWords ? Field.Body : field);
            counts.Capitalised += field == Field.Lead && !startsSentence && reader.IsCapitalised ? 1 : 0;
        }

        return written.ToString();
    }

    private void Count(ref TermCounts counts, Field field)
    {
        switch (field)
        {
            case Field.Title:
                counts.Title++;
                _lengths.Title++;
                break;
            case Field.Lead:
                counts.Lead++;
                _lengths.Lead++;
                break;
            case Field.Body:
                counts.Body++;
                _lengths.Body++;
                break;
            default:
                counts.Names++;
                _lengths.Names++;
                break;
        }
    }
}
