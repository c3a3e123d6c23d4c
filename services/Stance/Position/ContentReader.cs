using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What the content of a statement says about the speaker's stand.</summary>
/// <param name="Label">The stance; AFFIRMS where nothing else is said.</param>
/// <param name="Carrier">The words that carry it, or null for the attribution's own cue.</param>
internal readonly record struct ContentReading(StanceLabel Label, TokenSpan? Carrier);

/// <summary>
/// Reads the stance out of what somebody says when the cue is neutral ("said"): silence, falsehood, doubt, opposition and support by the
/// phrases of contents.tsv, then a negated main clause. The label follows the meaning, not the verb.
/// </summary>
internal static class ContentReader
{
    private static readonly WordSet Asking = LanguagePack.Default.Words("function-words", "open-question");

    /// <summary>Reads one run of content.</summary>
    public static ContentReading Read(SyntaxView view, TokenSpan content)
    {
        Span<int> votes = stackalloc int[(int)StanceLabel.Opposes + 1];
        return Read(view, content, votes);
    }

    /// <summary>Reads one run of content, and tells how many phrases of contents.tsv speak for each label.</summary>
    /// <param name="view">The document.</param>
    /// <param name="content">The run.</param>
    /// <param name="votes">Takes the numbers, by label; all zero before.</param>
    public static ContentReading Read(SyntaxView view, TokenSpan content, Span<int> votes)
    {
        Span<TokenSpan> carriers = stackalloc TokenSpan[votes.Length];
        ContentVotes.Count(view, content, votes, carriers);
        if (IsQuestion(view, content))
        {
            votes[(int)StanceLabel.Supports] = votes[(int)StanceLabel.Opposes] = 0;   // "What should I say?" asks for nothing
        }

        return ContentVotes.Choose(votes, carriers) ?? NegatedClause.Read(view, content) ?? new ContentReading(StanceLabel.Affirms, null);
    }

    /// <summary>"Asked whether the bridge was safe": who asks says nothing.</summary>
    public static bool Asks(SyntaxView view, TokenSpan content) => Asking.Contains(view.Document.Word(content.First));

    /// <summary>Whether a question mark stands among the marks behind the last word, or right behind the content.</summary>
    public static bool IsQuestion(SyntaxView view, TokenSpan content)
    {
        for (var i = view.WithoutMarks(content.First, content.End); i <= content.End && i < view.Tokens.Length; i++)
        {
            if (view.Document.Word(i) is "?")
            {
                return true;
            }
        }

        return false;
    }
}
