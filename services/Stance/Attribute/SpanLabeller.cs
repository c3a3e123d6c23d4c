namespace OnRecord.Stances;

/// <summary>Finds source and content of each cue of a document.</summary>
internal sealed class SpanLabeller
{
    private readonly LinearChain _chain;
    private readonly SyntaxView _view;
    private readonly SpanFeatures _features;
    private readonly ChainScratch _scratch;
    private readonly int[] _own;
    private readonly bool[] _hasOwn;
    private int[] _scores = [];
    private byte[] _labels = [];

    public SpanLabeller(LinearChain chain, SyntaxView view, bool[] isCue, ChainScratch scratch)
    {
        _chain = chain;
        _view = view;
        _scratch = scratch;
        _features = new SpanFeatures(view, isCue);
        _own = new int[view.Tokens.Length * LinearChain.Stride];
        _hasOwn = new bool[view.Tokens.Length];
    }

    /// <summary>
    /// Labels the tokens of the cue's window, from <see cref="CueFrame.WindowStart"/> on. The tagger has looked at the words of the cue more
    /// closely than this chain: where the best labelling has no content, the best of those with one is taken.
    /// </summary>
    public ReadOnlySpan<byte> Label(CueFrame cue)
    {
        var count = cue.WindowEnd - cue.WindowStart;
        if (_labels.Length < count)
        {
            _labels = new byte[count * 2];
            _scores = new int[count * 2 * LinearChain.Stride];
        }

        var passage = _features.Enter(cue);
        for (var i = cue.First; i < cue.WindowEnd; i++)
        {
            Score(cue, passage, i);
            passage = i >= cue.End ? _features.Pass(passage, i) : passage;
        }

        passage = _features.Enter(cue);
        for (var i = cue.First - 1; i >= cue.WindowStart; i--)
        {
            Score(cue, passage, i);
            passage = _features.Pass(passage, i);
        }

        var labels = _labels.AsSpan(0, count);
        _chain.Decode(_scores, labels, _scratch);
        if (!labels.Contains((byte)SpanLabel.ContentBegin))
        {
            BeginContent(cue, count);
            _chain.Decode(_scores, labels, _scratch);
        }

        return labels;
    }

    /// <summary>Makes content begin where that is likeliest.</summary>
    private void BeginContent(CueFrame cue, int count)
    {
        const int OutOfReach = 1 << 20;
        var marginals = _scratch.Network.Scores(count * _chain.Labels);
        _chain.Marginals(_scores, count, marginals, _scratch);
        var best = cue.WindowStart == cue.First ? cue.End - cue.First : 0;
        for (var i = 0; i < count; i++)
        {
            var token = cue.WindowStart + i;
            if ((token < cue.First || token >= cue.End)
                && marginals[(i * _chain.Labels) + (int)SpanLabel.ContentBegin] > marginals[(best * _chain.Labels) + (int)SpanLabel.ContentBegin])
            {
                best = i;
            }
        }

        if (best < count)
        {
            _scores[(best * LinearChain.Stride) + (int)SpanLabel.ContentBegin] += OutOfReach;
        }
    }

    private void Score(CueFrame cue, in Passage passage, int token)
    {
        Span<uint> found = stackalloc uint[SpanFeatures.Most];
        var own = _own.AsSpan(token * LinearChain.Stride, LinearChain.Stride);
        if (!_hasOwn[token])
        {
            // The same for every cue, so worked out once.
            _chain.AddScores(found[.._features.ExtractOwn(token, found)], own);
            _hasOwn[token] = true;
        }

        var lanes = _scores.AsSpan((token - cue.WindowStart) * LinearChain.Stride, LinearChain.Stride);
        own.CopyTo(lanes);
        _chain.AddScores(found[.._features.Extract(cue, passage, token, found)], lanes);
    }
}
