namespace OnRecord.Search;

/// <summary>
/// A query taken apart. Words are alternatives that the ranking weighs; each phrase and each prefix must be there, and nothing
/// excluded may. Any text is a valid query: marks that make no sense are read as blanks.
/// </summary>
/// <param name="Words">Terms of the words, function words left out unless there is nothing else.</param>
/// <param name="Phrases">Runs of terms that must stand side by side.</param>
/// <param name="Excluded">Terms and phrases that must not be there.</param>
/// <param name="Prefixes">Beginnings of terms, unstemmed; at least two characters each.</param>
public sealed record ParsedQuery(
    IReadOnlyList<string> Words, IReadOnlyList<IReadOnlyList<string>> Phrases, IReadOnlyList<IReadOnlyList<string>> Excluded,
    IReadOnlyList<string> Prefixes)
{
    private const int MaxTerms = 64;
    private const int MinPrefix = 2;

    /// <summary>Whether nothing has to be found: the request lists.</summary>
    public bool IsEmpty => Words.Count == 0 && Phrases.Count == 0 && Prefixes.Count == 0;

    /// <summary>Reads a query: words, "a phrase", -exclusion, -"excluded phrase", prefix*.</summary>
    public static ParsedQuery Parse(string text)
    {
        var words = new List<string>();
        var stopWords = new List<string>();
        var phrases = new List<IReadOnlyList<string>>();
        var excluded = new List<IReadOnlyList<string>>();
        var prefixes = new List<string>();
        var position = 0;
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
                continue;
            }

            var isExcluded = text[position] is '-' or '−' && position + 1 < text.Length && !char.IsWhiteSpace(text[position + 1]);
            var start = isExcluded ? position + 1 : position;
            var isPhrase = IsQuote(text[start]);
            var end = isPhrase ? EndOfPhrase(text, start + 1) : EndOfWord(text, start);
            var content = isPhrase ? text[(start + 1)..end] : text[start..end];
            var terms = Terms(content);
            position = isPhrase && end < text.Length ? end + 1 : end;

            if (terms.Count == 0)
            {
                continue;
            }

            if (isExcluded)
            {
                excluded.Add(terms);
            }
            else if (!isPhrase && content.EndsWith('*') && terms.Count == 1 && content.Length > MinPrefix)
            {
                prefixes.Add(TermFormer.Form(content.AsSpan(0, content.Length - 1), stem: false));
            }
            else if (isPhrase && terms.Count > 1)
            {
                phrases.Add(terms);
            }
            else if (isPhrase)
            {
                phrases.Add(terms);
            }
            else
            {
                words.AddRange(terms.Where(term => !StopWords.Contains(term)));
                stopWords.AddRange(terms.Where(term => StopWords.Contains(term)));
            }
        }

        if (words.Count == 0 && phrases.Count == 0 && prefixes.Count == 0)
        {
            words = stopWords;
        }

        return new ParsedQuery(
            [.. words.Distinct().Take(MaxTerms)], [.. phrases.Take(MaxTerms)], [.. excluded.Take(MaxTerms)], [.. prefixes.Distinct().Take(MaxTerms)]);
    }

    private static List<string> Terms(string text)
    {
        var terms = new List<string>();
        var reader = new WordReader(text);
        while (reader.MoveNext())
        {
            if (TermFormer.Form(reader.Current) is { Length: > 0 } term)
            {
                terms.Add(term);
            }
        }

        return terms;
    }

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && (end == start || !IsQuote(text[end])))
        {
            end++;
        }

        return end;
    }

    private static int EndOfPhrase(string text, int start)
    {
        var end = start;
        while (end < text.Length && !IsQuote(text[end]))
        {
            end++;
        }

        return end;
    }

    private static bool IsQuote(char value) => value is '"' or '“' or '”' or '„' or '«' or '»';
}
