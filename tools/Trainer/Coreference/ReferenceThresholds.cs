namespace OnRecord.Trainer.Coreference;

/// <summary>The least probability for a reference to be resolved, by kind of anaphor: none, he, she, it, they, speaker, definite, demonstrative.</summary>
internal static class ReferenceThresholds
{
    public static float[] Values { get; } = [1, 0.5f, 0.5f, 0.45f, 0.55f, 0.55f, 0.5f, 0.5f];
}
