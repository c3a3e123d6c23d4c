using System.Collections.Frozen;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>A phrase of contents.tsv.</summary>
/// <param name="Rest">Words that follow the first one, in order.</param>
/// <param name="Label">What it says.</param>
/// <param name="IsNegation">Whether it begins with a negation, which lets other words stand between: "no very clear evidence".</param>
/// <param name="OnlyQuoted">Whether it counts in quotations alone.</param>
/// <param name="IsAttitude">Whether it counts only as the speaker's own.</param>
/// <param name="IsBlame">Whether it counts only as somebody else's.</param>
internal sealed record ContentPhrase(string[] Rest, StanceLabel Label, bool IsNegation, bool OnlyQuoted, bool IsAttitude, bool IsBlame);

/// <summary>The phrases of contents.tsv, which say in the content of a statement where its speaker stands. Contractions are compared written out.</summary>
internal static class ContentLexicon
{
    private static readonly WordSet BeforeVerb = LanguagePack.Default.Words("function-words", "before-verb");
    private static readonly WordSet FullForms = LanguagePack.Default.Words("full-forms");
    private static readonly WordSet CutVerbs = LanguagePack.Default.Words("cut-verbs");

    /// <summary>Words that may stand between those of a phrase that begins with a negation.</summary>
    private const int MaxGap = 2;

    private static readonly FrozenDictionary<string, ContentPhrase[]> Phrases = Load();
    private static readonly FrozenDictionary<string, ContentPhrase[]>.AlternateLookup<ReadOnlySpan<char>> ByFirstWord =
        Phrases.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The phrases that begin with a word, the longest first; whether their other words follow, <see cref="EndOf"/> tells.</summary>
    public static ReadOnlySpan<ContentPhrase> BeginningAt(SyntaxView view, int token) =>
        ByFirstWord.TryGetValue(Written(view, token), out var phrases) ? phrases : [];

    /// <summary>One past the last word of a phrase that begins at a token and ends before <paramref name="end"/>; -1 where its words do not follow.</summary>
    public static int EndOf(ContentPhrase phrase, SyntaxView view, int token, int end)
    {
        var at = token;
        foreach (var word in phrase.Rest)
        {
            var next = AfterMark(view, at + 1);   // a “lie” is "a lie"
            var limit = Math.Min(end, next + 1 + (phrase.IsNegation ? MaxGap : 0));
            while (next < limit && !Written(view, next).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                next = view.Document.Word(next) is "," or ";" or "." ? end : next + 1;
            }

            if (next >= limit)
            {
                return -1;
            }

            at = next;
        }

        return at + 1;
    }

    /// <summary>Whether some words are a phrase, and nothing else.</summary>
    public static bool IsPhrase(SyntaxView view, TokenSpan words)
    {
        foreach (var phrase in words.End > words.First ? BeginningAt(view, words.First) : [])
        {
            if (EndOf(phrase, view, words.First, words.End) == words.End)
            {
                return true;
            }
        }

        return false;
    }

    private static int AfterMark(SyntaxView view, int token) =>
        token < view.Tokens.Length && view.Document.Word(token) is "“" or "\"" or "``" or "‘" ? token + 1 : token;

    /// <summary>The word with its contraction written out.</summary>
    private static ReadOnlySpan<char> Written(SyntaxView view, int token) =>
        (FullForms.Kind(view.Document.Word(token)) ?? CutVerbs.Kind(view.Document.Word(token))) is { } full ? full : view.Document.Word(token);

    private static FrozenDictionary<string, ContentPhrase[]> Load()
    {
        var phrases = new Dictionary<string, List<ContentPhrase>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Lexicon.Read("contents"))
        {
            var words = row[0].Split(' ');
            (phrases.TryGetValue(words[0], out var list) ? list : phrases[words[0]] = [])
                .Add(new ContentPhrase(
                    words[1..], StanceLabels.Named(row[1])!.Value, BeforeVerb.Contains(words[0]),
                    row[2] is "quoted" or "blame", row[2] == "attitude", row[2] == "blame"));
        }

        return phrases.ToFrozenDictionary(
            entry => entry.Key, entry => entry.Value.OrderByDescending(p => p.Rest.Length).ToArray(), StringComparer.OrdinalIgnoreCase);
    }
}
