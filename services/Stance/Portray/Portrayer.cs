using System.Collections.Concurrent;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>How one sentence portrays one of the document's entities.</summary>
/// <param name="Mention">Index into <see cref="Document.Mentions"/>: the mention that was judged.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="Label">Negative, neutral or positive.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record FoundPortrayal(int Mention, TextRange Sentence, PortrayalLabel Label, float Confidence);

/// <summary>Judges how each sentence portrays the people and organisations that it mentions. Thread-safe.</summary>
public sealed class Portrayer
{
    // A list of names is no portrayal, and it would cost most of the time of an article.
    private const int MaxTargetsPerSentence = 8;

    private readonly PortrayalModel _model = PortrayalModel.Default;
    private readonly ConcurrentBag<PortrayalFeatures> _idle = [];

    /// <summary>One portrayal for each sentence of the body or headline and each person or organisation in it, in text order.</summary>
    public IReadOnlyList<FoundPortrayal> Find(Document document, CancellationToken cancellation)
    {
        if (!_idle.TryTake(out var features))
        {
            features = new PortrayalFeatures(_model.Polarity);
        }

        try
        {
            return Find(document, features, cancellation);
        }
        finally
        {
            _idle.Add(features);
        }
    }

    private List<FoundPortrayal> Find(Document document, PortrayalFeatures features, CancellationToken cancellation)
    {
        var found = new List<FoundPortrayal>();
        var judged = new HashSet<int>();
        var next = 0;
        foreach (var sentence in document.Sentences)
        {
            cancellation.ThrowIfCancellationRequested();
            judged.Clear();
            var isEntered = false;
            for (; next < document.Mentions.Count && document.Mentions[next].FirstToken < sentence.EndToken; next++)
            {
                var mention = document.Mentions[next];
                if (mention.FirstToken < sentence.FirstToken || mention.EndToken > sentence.EndToken
                    || mention.Type is not (NameType.Person or NameType.Organization)
                    || judged.Count >= MaxTargetsPerSentence || !judged.Add(mention.Chain))
                {
                    continue;
                }

                if (!isEntered)
                {
                    features.Enter(document, sentence.FirstToken, sentence.EndToken);
                    isEntered = true;
                }

                features.Extract(mention.FirstToken, mention.EndToken);
                var (label, confidence) = _model.Decide(features.Slots, features.Numbers);
                found.Add(new FoundPortrayal(next, sentence.Range, label, confidence));
            }
        }

        return found;
    }
}
