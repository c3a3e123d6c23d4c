using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What an attribution tells, by statements.</summary>
internal sealed class AttributedContent(SyntaxView view)
{
    /// <summary>A piece of content shorter than this says nothing by itself.</summary>
    private const int ShortestPiece = 3;

    /// <summary>The content by sentences; what stands in the cue's own sentence comes first and is one.</summary>
    public IEnumerable<TokenSpan> Pieces(RawAttribution attribution)
    {
        var own = view.SentenceOf[attribution.Cue.First];
        var sentences = attribution.Content.SelectMany(view.BySentence).ToList();
        var inOwn = sentences.Where(span => view.SentenceOf[span.First] == own).ToList();
        var main = inOwn.Count == 0 ? sentences[0] : Joined(inOwn);
        yield return main;
        foreach (var span in sentences)
        {
            if ((span.End <= main.First || span.First >= main.End) && view.SentenceOf[span.First] != own && span.End - span.First >= ShortestPiece)
            {
                yield return span;
            }
        }
    }

    /// <summary>The clause whose subject, or the beginning of it, is all that was taken for what is said: "the mayor | has resigned, her lawyer told the paper".</summary>
    public TokenSpan WholeClause(TokenSpan content, RawAttribution attribution)
    {
        var subject = view.HeadOf(content.First, content.End);
        var verb = view.Tokens[subject].Head;
        if (!(view.HasRelation(subject, "nsubj") || view.HasRelation(subject, "nsubj:pass")) || verb < content.End
            || (verb >= attribution.Cue.First && verb < attribution.Cue.End))
        {
            return content;
        }

        var end = view.SubtreeEnd(verb);
        foreach (var first in attribution.Source.Select(source => source.First).Append(attribution.Cue.First).Where(first => first >= content.End))
        {
            end = Math.Min(end, first);
        }

        return end > verb ? new TokenSpan(content.First, end) : content;
    }

    /// <summary>“The roof,” said Bo Marsh, “was never inspected.” is one statement around its cue; what else stands apart is not.</summary>
    private TokenSpan Joined(List<TokenSpan> parts)
    {
        var longest = parts.MaxBy(span => span.End - span.First);
        if (parts.Count == 1)
        {
            return longest;
        }

        var second = parts[1];
        var start = view.Tokens[second.First].Upos == Upos.Punct && second.First + 1 < second.End ? second.First + 1 : second.First;
        var continues = char.IsLower(view.Document.Word(start)[0]) && (view.QuoteOf[start] >= 0 || !view.HasAny(parts[0].First, parts[0].End, Upos.Verb, Upos.Aux));
        return continues ? new TokenSpan(parts[0].First, second.End) : longest;
    }

    /// <summary>The gap between two joined parts.</summary>
    public TokenSpan Parenthesis(RawAttribution attribution, TokenSpan content)
    {
        var (first, end) = (attribution.Cue.First, attribution.Cue.End);
        foreach (var part in attribution.Content.Where(part => part.First >= content.First && part.End <= content.End))
        {
            first = part.End <= attribution.Cue.First ? part.End : first;
            end = part.First >= attribution.Cue.End ? Math.Max(end, part.First) : end;
        }

        if (first <= content.First || end >= content.End || end == attribution.Cue.End)
        {
            return default;
        }

        while (first > content.First + 1 && view.Tokens[first - 1].Upos == Upos.Punct)
        {
            first--;
        }

        while (end < content.End - 1 && view.Tokens[end].Upos == Upos.Punct)
        {
            end++;
        }

        return new TokenSpan(first, end);
    }
}
