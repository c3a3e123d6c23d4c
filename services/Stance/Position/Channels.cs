using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// The outlet through which a statement came: "told CNN", "in an interview with CNN", "according to AFP". In "according to AFP, X said …"
/// AFP is only the channel and holds no position of its own.
/// </summary>
internal readonly record struct Channels(string? Told, SyntaxView View, EntityResolver Entities)
{
    private static readonly WordSet Telling = LanguagePack.Default.Words("channel-words", "telling");
    private static readonly WordSet Reporting = LanguagePack.Default.Words("channel-words", "reporting");
    private static readonly WordSet InterviewWords = LanguagePack.Default.Words("channel-words", "interview");

    /// <summary>Looks for a channel in the attribution's own sentence.</summary>
    public static Channels Find(SyntaxView view, EntityResolver entities, RawAttribution attribution) =>
        new(FindTold(view, entities, attribution), view, entities);

    /// <summary>Whether the source is an outlet that passes on what somebody else says inside its content.</summary>
    public bool IsOnlyChannel(RawAttribution attribution, IReadOnlyList<RawAttribution> all)
    {
        if (Outlet(attribution) is null)
        {
            return false;
        }

        foreach (var other in all)
        {
            if (!ReferenceEquals(other, attribution) && other.Source.Count > 0 && Holds(attribution, other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The channel of a statement, or null.</summary>
    public string? Of(RawAttribution attribution, IReadOnlyList<RawAttribution> all)
    {
        if (Told is not null)
        {
            return Told;
        }

        foreach (var other in all)
        {
            if (!ReferenceEquals(other, attribution) && Holds(other, attribution) && Outlet(other) is { } outlet)
            {
                return outlet;
            }
        }

        return null;
    }

    private static bool Holds(RawAttribution outer, RawAttribution inner) =>
        outer.Content.Any(span => span.First <= inner.Cue.First && inner.Cue.End <= span.End);

    /// <summary>The name of an organisation that is a source by "according to" or "reported".</summary>
    private string? Outlet(RawAttribution attribution)
    {
        if (attribution.Source.Count == 0
            || !Reporting.Contains(View.Document.Word(attribution.Cue.First)))
        {
            return null;
        }

        for (var i = attribution.Source[0].First; i < attribution.Source[0].End; i++)
        {
            if (View.MentionOf[i] >= 0 && Entities.OfMention(View.MentionOf[i]) is { Type: EntityType.Organization or EntityType.Other } outlet)
            {
                return outlet.Name;
            }
        }

        return null;
    }

    /// <summary>"told CNN", "in an interview with CNN", "on CNN": an organisation right after the cue.</summary>
    private static string? FindTold(SyntaxView view, EntityResolver entities, RawAttribution attribution)
    {
        var sentence = view.SentenceAt(attribution.Cue.First);
        for (var i = sentence.FirstToken; i < sentence.EndToken - 1; i++)
        {
            var opens = i >= attribution.Cue.First && i < attribution.Cue.End && Telling.Contains(view.Document.Word(i));
            var interview = view.IsWord(i, "interview") && InterviewWords.Contains(view.Document.Word(i + 1));
            if (!opens && !interview)
            {
                continue;
            }

            for (var k = i + 1; k < Math.Min(sentence.EndToken, i + 4); k++)
            {
                if (view.MentionOf[k] >= 0 && entities.OfMention(view.MentionOf[k]) is { Type: EntityType.Organization } outlet)
                {
                    return outlet.Name;
                }
            }
        }

        return null;
    }
}
