using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// The part of a position's content that is its claim: without whom it was told ("told the paper on Monday | prices will rise"), dateline, edge marks, "that", adjuncts,
/// and words that only name a claim or give it to the holder again.
/// </summary>
internal static class ClaimCore
{
    private static readonly WordSet Complementizers = LanguagePack.Default.Words("complementizers");
    private static readonly WordSet Opening = LanguagePack.Default.Words("function-words", "opening");

    /// <summary>The claim of a position; never empty.</summary>
    public static TokenSpan Of(SyntaxView view, FoundPosition position)
    {
        var content = WithoutEdges(view, Dateline.Without(view, Addressee.Without(view, position)));
        content = Adjuncts.WithoutVerdict(view, AfterDoubt(view, content, position), position);
        content = SelfAttribution.Without(view, Adjuncts.WithoutLead(view, content), position);
        return position.Label == StanceLabel.NoComment ? DeclinedTopic.Of(view, content) : ShellNouns.Unwrap(view, content, position);
    }

    private static TokenSpan WithoutEdges(SyntaxView view, TokenSpan content)
    {
        var (first, end) = (content.First, content.End);
        while (first < end - 1 && IsEdge(view, first))
        {
            first++;
        }

        while (end > first + 1 && view.Tokens[end - 1].Upos == Upos.Punct && view.Document.Word(end - 1) is not ("]" or ")" or "%"))
        {
            end--;
        }

        return new TokenSpan(first, end);
    }

    /// <summary>"There is no evidence that …": the claim that is doubted is what follows.</summary>
    private static TokenSpan AfterDoubt(SyntaxView view, TokenSpan content, FoundPosition position) =>
        position.Label is StanceLabel.Questions or StanceLabel.Denies && position.Carrier.First >= content.First && position.Carrier.End < content.End - 2
            && Complementizers.Contains(view.Document.Word(position.Carrier.End))
            ? content with { First = position.Carrier.End + 1 }
            : content;

    /// <summary>What may stand before a claim and is no part of it.</summary>
    private static bool IsEdge(SyntaxView view, int token) =>
        view.Tokens[token].Upos == Upos.Punct ? view.Document.Word(token) is not ("[" or "(" or "$" or "£" or "#")
        : Complementizers.Contains(view.Document.Word(token)) ? view.HasRelation(token, "mark") || IsBeforePlural(view, token)
        : Opening.Contains(view.Document.Word(token)) && view.Tokens[token].Upos == Upos.Cconj;

    /// <summary>"that | files were on sale": the tagger takes it for a pronoun, but those go with one thing.</summary>
    private static bool IsBeforePlural(SyntaxView view, int token) =>
        view.HasRelation(token, "det") && view.Tokens[view.Tokens[token].Head].Xpos is "NNS" or "NNPS";
}
