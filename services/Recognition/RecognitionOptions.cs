namespace OnRecord.Entities;

/// <summary>Settings of the recognition; of the section of the entity service, which owns the knowledge base.</summary>
public sealed class RecognitionOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Entity";

    /// <summary>Index that <c>onrecord kb build</c> wrote; empty for the one that ships.</summary>
    public string KnowledgeBase { get; init; } = "";

    /// <summary>JSON Lines file with entries of the platform's own for the knowledge base; empty for none.</summary>
    public string KnowledgeOverrides { get; init; } = "";
}
