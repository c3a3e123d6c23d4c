using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Trainer.Attribution;

/// <summary>An analysed article of the corpus with its gold attributions in tokens.</summary>
internal sealed record TrainingArticle(SyntaxView View, IReadOnlyList<TokenAttribution> Attributions)
{
    public static TrainingArticle From(PolnearArticle article)
    {
        var view = new SyntaxView(LanguageEngine.Default.Analyze(article.Text, article.BodyStart));
        List<TokenSpan> Tokens(IReadOnlyList<TextRange> ranges) =>
            [.. ranges.Select(r => new TokenSpan(view.TokenAt(r.Start), view.TokenAt(r.End - 1) + 1)).Where(s => s.End > s.First)];
        return new TrainingArticle(
            view,
            [.. article.Attributions.Select(a => new TokenAttribution(Tokens(a.Source), Tokens(a.Cue), Tokens(a.Content)))
                .Where(a => a.Cue.Count > 0)]);
    }
}

/// <summary>A gold attribution in tokens.</summary>
internal sealed record TokenAttribution(
    IReadOnlyList<TokenSpan> Source, IReadOnlyList<TokenSpan> Cue, IReadOnlyList<TokenSpan> Content);

/// <summary>Turns articles into sequences for the two chains.</summary>
internal static class AttributionInstances
{
    /// <summary>One sequence per sentence.</summary>
    public static IEnumerable<ChainInstance> Cues(TrainingArticle article)
    {
        var (labels, _) = Labels(article);
        var features = new CueFeatures(article.View);
        var found = new uint[CueFeatures.Most];
        foreach (var sentence in article.View.Document.Sentences)
        {
            var builder = new InstanceBuilder(sentence.EndToken - sentence.FirstToken);
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                builder.Add(labels[i], found.AsSpan(0, features.Extract(i, found)), []);
            }

            yield return builder.Build();
        }
    }

    /// <summary>Gold labels per token: of the cue chain, and of the sources and contents of all attributions.</summary>
    public static (byte[] Cues, byte[] Roles) Labels(TrainingArticle article)
    {
        var cues = new byte[article.View.Tokens.Length];
        var roles = new byte[cues.Length];
        foreach (var attribution in article.Attributions)
        {
            var cue = attribution.Cue[0];
            cues[cue.First] = (byte)CueLabel.Begin;
            Array.Fill(cues, (byte)CueLabel.Inside, cue.First + 1, cue.End - cue.First - 1);
            Mark(roles, attribution.Content, SpanLabel.ContentBegin, SpanLabel.ContentInside);
            Mark(roles, attribution.Source, SpanLabel.SourceBegin, SpanLabel.SourceInside);
        }

        return (cues, roles);
    }

    /// <summary>One sequence per gold attribution: the window of its cue.</summary>
    /// <param name="article">The article.</param>
    /// <param name="cues">All cues that the labeller will see beside the gold one: those that a tagger found.</param>
    public static IEnumerable<ChainInstance> Spans(TrainingArticle article, IReadOnlyList<Cue> cues)
    {
        var view = article.View;
        var tagged = new bool[view.Tokens.Length];
        foreach (var cue in cues)
        {
            Array.Fill(tagged, true, cue.First, cue.End - cue.First);
        }

        var own = new uint[SpanFeatures.Most];
        var relative = new uint[SpanFeatures.Most];
        foreach (var attribution in article.Attributions)
        {
            var gold = attribution.Cue[0];
            var isCue = (bool[])tagged.Clone();
            Array.Fill(isCue, true, gold.First, gold.End - gold.First);
            var features = new SpanFeatures(view, isCue);
            var frame = new CueFrame(view, gold.First, gold.End);
            var labels = Labels(view.Tokens.Length, attribution);
            var passages = Passages(features, frame);
            var builder = new InstanceBuilder(frame.WindowEnd - frame.WindowStart);
            for (var i = frame.WindowStart; i < frame.WindowEnd; i++)
            {
                var ownCount = features.ExtractOwn(i, own);
                var relativeCount = features.Extract(frame, passages[i - frame.WindowStart], i, relative);
                var label = labels[i];
                if (i == frame.WindowStart && label is (byte)SpanLabel.SourceInside or (byte)SpanLabel.ContentInside)
                {
                    label--;
                }

                builder.Add(label, own.AsSpan(0, ownCount), relative.AsSpan(0, relativeCount));
            }

            yield return builder.Build();
        }
    }

    private static Passage[] Passages(SpanFeatures features, CueFrame frame)
    {
        var passages = new Passage[frame.WindowEnd - frame.WindowStart];
        var passage = features.Enter(frame);
        for (var i = frame.First; i < frame.WindowEnd; i++)
        {
            passages[i - frame.WindowStart] = passage;
            passage = i >= frame.End ? features.Pass(passage, i) : passage;
        }

        passage = features.Enter(frame);
        for (var i = frame.First - 1; i >= frame.WindowStart; i--)
        {
            passages[i - frame.WindowStart] = passage;
            passage = features.Pass(passage, i);
        }

        return passages;
    }

    private static byte[] Labels(int count, TokenAttribution attribution)
    {
        var labels = new byte[count];
        Mark(labels, attribution.Content, SpanLabel.ContentBegin, SpanLabel.ContentInside);
        Mark(labels, attribution.Source, SpanLabel.SourceBegin, SpanLabel.SourceInside);
        return labels;
    }

    private static void Mark(byte[] labels, IReadOnlyList<TokenSpan> spans, SpanLabel begin, SpanLabel inside)
    {
        foreach (var span in spans)
        {
            labels[span.First] = (byte)begin;
            Array.Fill(labels, (byte)inside, span.First + 1, span.End - span.First - 1);
        }
    }

    private sealed class InstanceBuilder(int tokens)
    {
        private readonly List<byte> _labels = new(tokens);
        private readonly List<uint> _features = new(tokens * 50);
        private readonly List<int> _starts = new(tokens + 1) { 0 };

        public void Add(byte label, ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
        {
            _labels.Add(label);
            _features.AddRange(first);
            _features.AddRange(second);
            _starts.Add(_features.Count);
        }

        public ChainInstance Build() => new([.. _labels], [.. _features], [.. _starts]);
    }
}
