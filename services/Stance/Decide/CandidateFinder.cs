using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Generates every possible position of a document, too many on purpose: a model decides.</summary>
internal sealed class CandidateFinder
{
    /// <summary>A quotation shorter than this many tokens, marks included, is a fragment of something else.</summary>
    private const int ShortestQuotation = 5;

    /// <summary>A piece of content shorter than this says nothing by itself.</summary>
    private const int ShortestPiece = 3;

    private readonly SyntaxView _view;
    private readonly CueLexicon _lexicon = CueLexicon.Default;
    private readonly StanceRules _rules;
    private readonly bool[] _isTaken;
    private readonly List<Candidate> _found = [];

    private CandidateFinder(SyntaxView view)
    {
        _view = view;
        _rules = new StanceRules(view, _lexicon);
        _isTaken = new bool[view.Tokens.Length];
    }

    /// <summary>The candidates in the order of their cues.</summary>
    public static List<Candidate> Find(SyntaxView view, IReadOnlyList<RawAttribution> attributions)
    {
        var finder = new CandidateFinder(view);
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
        var isFirst = true;
        foreach (var piece in Pieces(attribution))
        {
            var rule = isFirst && match is { } known ? _rules.Decide(known, piece) : ContentReader.Read(_view, piece);
            _found.Add(new Candidate(
                isFirst ? CandidateSource.Attribution : CandidateSource.Continuation, attribution.CueHead, cue, piece, attribution.Cue.Confidence,
                match, rule, attribution));
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
        return char.IsLower(_view.Document.Word(start)[0]) && _view.QuoteOf[start] >= 0 ? new TokenSpan(parts[0].First, second.End) : longest;
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
        if (_lexicon.Match(_view, token) is { } match)
        {
            if (match.Entry.Kind == CueKind.Ignore)
            {
                return;
            }

            Take(match);
            var predicate = _view.HasRelation(token, "cop") ? _view.Tokens[token].Head : token;
            var cue = new TokenSpan(Math.Min(token, match.End - 1), match.End);
            var target = Arguments.Target(_view, predicate, match.End) ?? Arguments.Rest(_view, match.End);
            _found.Add(new Candidate(CandidateSource.Predicate, token, cue, target ?? cue, 0, match, _rules.Decide(match, target), null));
        }
        else if (_view.Tokens[token].Upos == Upos.Verb && Arguments.Subject(_view, token) is not null)
        {
            var cue = new TokenSpan(token, token + 1);
            _found.Add(new Candidate(
                CandidateSource.Action, token, cue, Arguments.Target(_view, token, token + 1) ?? Arguments.Rest(_view, token + 1) ?? cue, 0, null, null, null));
        }
    }

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
                if (piece.End - piece.First >= ShortestQuotation && !isTold.AsSpan(piece.First, piece.End - piece.First).Contains(true))
                {
                    _found.Add(new Candidate(
                        CandidateSource.Quotation, _view.HeadOf(piece.First, piece.End), piece, piece, 0, null, ContentReader.Read(_view, piece), null));
                }
            }
        }
    }

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
