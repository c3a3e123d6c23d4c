using System.ComponentModel.DataAnnotations;

namespace OnRecord.Entities;

/// <summary>Settings of the entity service.</summary>
public sealed class EntityOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Entity";

    /// <summary>Longest text analysed, in UTF-16 units. A longer one is refused; it is never cut.</summary>
    [Range(1_000, 2_000_000)] public int MaxTextLength { get; init; } = 200_000;

    /// <summary>Texts analysed at a time, at most one per core, which 0 stands for. Analysis is bound by the processor: more only adds memory.</summary>
    [Range(0, 256)] public int AnalysisConcurrency { get; init; }

    /// <summary>Calls of RecognizeEntities that may wait for their turn; one more is answered RESOURCE_EXHAUSTED.</summary>
    [Range(0, 100_000)] public int AnalysisQueue { get; init; } = 256;
}
