using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Generates every possible position of a document, too many on purpose: a model decides.</summary>
internal sealed class CandidateFinder
{
    private static readonly WordSet Asking = LanguagePack.Default.Words("function-words", "open-question");
    private static readonly WordSet Author = LanguagePack.Default.Words("function-words", "author");

    /// <summary>A quotation shorter than this many tokens, marks included, is a fragment of something else.</summary>
    private const int ShortestQuotation = 5;

    /// <summary>A piece of content shorter than this says nothing by itself.</summary>
    private const int ShortestPiece = 3;

    private readonly SyntaxView _view;
    private readonly ResidueFinder _residue;
    private readonly CueLexicon _lexicon = CueLexicon.Default;
    private readonly StanceRules _rules;
    private readonly bool[] _isTaken;
    private readonly List<Candidate> _found = [];

    private CandidateFinder(SyntaxView view, ResidueFinder residue)
    {
        (_view, _residue) = (view, residue);
        _rules = new StanceRules(view, _lexicon);
        _isTaken = new bool[view.Tokens.Length];
    }

    /// <summary>The candidates in the order of their cues.</summary>
    /// <param name="view">The document.</param>
    /// <param name="residue">Its lines that are no part of the story.</param>
    /// <param name="attributions">What the tagger found.</param>
    public static List<Candidate> Find(SyntaxView view, ResidueFinder residue, IReadOnlyList<RawAttribution> attributions)
    {
        var finder = new CandidateFinder(view, residue);
        foreach (var attribution in attributions)
        {
            finder.FromAttribution(attribution);
        }

        for (var token = 0; token < view.Tokens.Length; token++)
        {
            if (!finder._isTaken[token])
            {
                finder.FromPredicate(token);
            }
        }

        finder.FromQuotations(attributions);
        finder._found.Sort((a, b) => (a.Cue.First, a.Content.First).CompareTo((b.Cue.First, b.Content.First)));
        return finder._found;
    }

    private void FromAttribution(RawAttribution attribution)
    {
        var cue = new TokenSpan(attribution.Cue.First, attribution.Cue.End);
        var match = MatchIn(cue);
        if (match is { } found)
        {
            Take(found);
        }

        Array.Fill(_isTaken, true, cue.First, cue.End - cue.First);
        if (_residue.Contains(cue.First) || Arguments.IsShortPassive(_view, attribution.CueHead) || Polarity.IsCondition(_view, attribution.CueHead) || (match is null or { Entry.Kind: CueKind.Say or CueKind.Ignore } && Asks(attribution.Content[0])) || (match is { Entry.Kind: not (CueKind.Say or CueKind.NoComment) } && Polarity.IsHypothetical(_view, attribution.CueHead)))
        {
            return;
        }

        var isFirst = true;
        foreach (var part in Pieces(attribution).Where(part => !IsEmptyQuestion(part)))
        {
            var piece = isFirst && match is null or { Entry.Kind: CueKind.Say } ? WholeClause(part, attribution) : part;
            var candidate = isFirst
                ? Candidate.OfAttribution(attribution, piece, match, Parenthesis(attribution, piece))
                : Candidate.OfContinuation(attribution, piece, match);
            _found.Add(candidate with
            {
                Rule = isFirst && match is { } known ? _rules.Decide(known, candidate.Core) : ContentReader.Read(_view, candidate.Core),
            });
            isFirst = false;
        }
    }

    /// <summary>The content by sentences; what stands in the cue's own sentence comes first and is one.</summary>
    private IEnumerable<TokenSpan> Pieces(RawAttribution attribution)
    {
        var own = _view.SentenceOf[attribution.Cue.First];
        var sentences = attribution.Content.SelectMany(BySentence).ToList();
        var inOwn = sentences.Where(span => _view.SentenceOf[span.First] == own).ToList();
        var main = inOwn.Count == 0 ? sentences[0] : Joined(inOwn);
        yield return main;
        foreach (var span in sentences)
        {
            if ((span.End <= main.First || span.First >= main.End) && _view.SentenceOf[span.First] != own && span.End - span.First >= ShortestPiece)
            {
                yield return span;
            }
        }
    }

    /// <summary>The clause whose subject, or the beginning of it, is all that was taken for what is said: "the mayor | has resigned, her lawyer told the paper".</summary>
    private TokenSpan WholeClause(TokenSpan content, RawAttribution attribution)
    {
        var subject = _view.HeadOf(content.First, content.End);
        var verb = _view.Tokens[subject].Head;
        if (!(_view.HasRelation(subject, "nsubj") || _view.HasRelation(subject, "nsubj:pass")) || verb < content.End
            || (verb >= attribution.Cue.First && verb < attribution.Cue.End))
        {
            return content;
        }

        var end = _view.SubtreeEnd(verb);
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
        var start = _view.Tokens[second.First].Upos == Upos.Punct && second.First + 1 < second.End ? second.First + 1 : second.First;
        var continues = char.IsLower(_view.Document.Word(start)[0]) && (_view.QuoteOf[start] >= 0 || !_view.HasAny(parts[0].First, parts[0].End, Upos.Verb, Upos.Aux));
        return continues ? new TokenSpan(parts[0].First, second.End) : longest;
    }

    /// <summary>The gap between two joined parts.</summary>
    private TokenSpan Parenthesis(RawAttribution attribution, TokenSpan content)
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

        while (first > content.First + 1 && _view.Tokens[first - 1].Upos == Upos.Punct)
        {
            first--;
        }

        while (end < content.End - 1 && _view.Tokens[end].Upos == Upos.Punct)
        {
            end++;
        }

        return new TokenSpan(first, end);
    }

    private IEnumerable<TokenSpan> BySentence(TokenSpan span)
    {
        for (var first = span.First; first < span.End;)
        {
            var end = Math.Min(span.End, _view.SentenceAt(first).EndToken);
            yield return new TokenSpan(first, end);
            first = end;
        }
    }

    private void FromPredicate(int token)
    {
        if (_residue.Contains(token) || IsInName(token) || Arguments.IsShortPassive(_view, token) || Polarity.IsCondition(_view, token))
        {
            return;
        }

        if (_lexicon.Match(_view, token) is { } match)
        {
            if (match.Entry.Kind == CueKind.Ignore
                || (match.Entry.Kind is not (CueKind.Say or CueKind.NoComment) && (Polarity.IsHypothetical(_view, token) || IsReportedHypothesis(token))))
            {
                return;
            }

            Take(match);
            if (match.Entry.IsNoun && Arguments.Subject(_view, match) is null)
            {
                return;   // "Reed's critics" are not he, and "support" by itself is nobody's
            }

            var cue = new TokenSpan(Math.Min(token, match.End - 1), match.End);
            var target = OfAgent(match) ?? Arguments.Target(_view, Arguments.Predicate(_view, match), match.End) ?? Arguments.Rest(_view, match.End);
            // Where the rules see no stance ("has not banned it", "questioned the mayor about it") there is none.
            if (_rules.Decide(match, target) is { } rule)
            {
                _found.Add(Candidate.OfPredicate(token, cue, target, match, rule));
            }
        }
        else if (_view.Tokens[token].Upos == Upos.Verb && Arguments.Subject(_view, token) is not null)
        {
            var cue = new TokenSpan(token, token + 1);
            var target = Arguments.Target(_view, token, token + 1) ?? Arguments.Rest(_view, token + 1) ?? cue;
            if (!Asks(target))
            {
                _found.Add(Candidate.OfAction(token, cue, target));
            }
        }
    }

    /// <summary>"Helvar has been | Kessia's | main supporter": whose supporter it is.</summary>
    private TokenSpan? OfAgent(CueMatch match) =>
        match.Entry.IsAgent && Arguments.SubjectOfNoun(_view, match.Token) is not null && Arguments.Owner(_view, match.Token) is { } owner
            ? owner with { End = _view.Tokens[owner.End - 1].Xpos is "POS" ? owner.End - 1 : owner.End }
            : null;

    private void FromQuotations(IReadOnlyList<RawAttribution> attributions)
    {
        var isTold = new bool[_view.Tokens.Length];
        foreach (var span in attributions.SelectMany(attribution => attribution.Content))
        {
            Array.Fill(isTold, true, span.First, span.End - span.First);
        }

        foreach (var quote in _view.Quotes)
        {
            foreach (var piece in BySentence(new TokenSpan(quote.FirstToken, quote.EndToken)))
            {
                if ((piece.End - piece.First >= ShortestQuotation || IsFromSomebody(quote)) && !isTold.AsSpan(piece.First, piece.End - piece.First).Contains(true))
                {
                    _found.Add(Candidate.OfQuotation(_view.HeadOf(piece.First, piece.End), piece, ContentReader.Read(_view, piece)));
                }
            }
        }
    }

    /// <summary>“Well, what should I say then?” says nothing: a question in which nothing is named.</summary>
    private bool IsEmptyQuestion(TokenSpan content) =>
        ContentReader.IsQuestion(_view, content) && !_view.HasAny(content.First, content.End, Upos.Noun, Upos.Propn, Upos.Num);

    /// <summary>"Asked whether the bridge was safe": who asks says nothing.</summary>
    private bool Asks(TokenSpan content) => Asking.Contains(_view.Document.Word(content.First));

    /// <summary>“No deal” from the mayor: a headline without a verb.</summary>
    private bool IsFromSomebody(Quotation quote) =>
        quote.EndToken + 1 < _view.Tokens.Length && _view.SentenceOf[quote.FirstToken] == _view.SentenceOf[quote.EndToken]
        && Author.Contains(_view.Document.Word(quote.EndToken)) && _view.MentionOf[quote.EndToken + 1] >= 0;

    /// <summary>Whether the word stands inside a name: "Students Against the Harbour" oppose nothing by being named.</summary>
    private bool IsInName(int token) =>
        _view.MentionOf[token] is var mention and >= 0
        && _view.Document.Mentions[mention] is { Form: MentionForm.Name } name && name.FirstToken < token && token + 1 < name.EndToken;

    /// <summary>Whether the predicate describes something in a noun phrase rather than stating it: "a claim not supported by the facts".</summary>
    private bool IsReportedHypothesis(int token) => Arguments.IsPassive(_view, token) && Polarity.IsNegated(_view, token);

    private CueMatch? MatchIn(TokenSpan cue)
    {
        for (var i = cue.First; i < cue.End; i++)
        {
            if (_lexicon.Match(_view, i, isCue: true) is { } match)
            {
                return match;
            }
        }

        return null;
    }

    /// <summary>The words of a match, and the verbs that complete it, make no candidate of their own.</summary>
    private void Take(CueMatch match)
    {
        Array.Fill(_isTaken, true, match.Token, match.End - match.Token);
        for (var child = _view.FirstChild[match.Token]; child >= 0; child = _view.NextSibling[child])
        {
            if (_view.HasRelation(child, "xcomp"))
            {
                _isTaken[child] = true;
            }
        }
    }
}
