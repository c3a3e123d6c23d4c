using OnRecord.Entities;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Eval;

/// <summary>Reads a text as the services do: analysed and marked by the recognition, every mention with its entity.</summary>
internal static class ProductReading
{
    private static readonly Lazy<EntityRecognizer> Recognizer = new(() =>
    {
        var knowledge = ShippedKnowledge.Load();
        return new EntityRecognizer(LanguageEngine.Default, knowledge, new EntityLinker(knowledge));
    });

    /// <summary>The document and its links.</summary>
    public static (Document Document, IReadOnlyList<LinkedMention> Links) Of(string text, int bodyStart)
    {
        var recognized = Recognizer.Value.Recognize(text, bodyStart, CancellationToken.None);
        return (recognized.Document, EntityLinks.Of(recognized.Document, recognized.Found.EventEntities(), recognized.Found.EventMentions()));
    }
}
