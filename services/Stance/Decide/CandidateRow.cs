namespace OnRecord.Stances;

/// <summary>A candidate with its likeliest holder as the models read it.</summary>
/// <param name="Words">The row of <see cref="CandidateRows.Position"/>: what the words tell.</param>
/// <param name="Meaning">The row of <see cref="CandidateRows.WithMeaning"/>; null where the encoder has not read it.</param>
internal readonly record struct CandidateRow(float[] Words, float[]? Meaning = null)
{
    /// <summary>The candidate with what the encoder makes of it.</summary>
    /// <param name="scores">See <see cref="CandidateJudge.Scores"/>.</param>
    public CandidateRow With(float[] scores) => this with { Meaning = CandidateRows.WithMeaning(Words, scores) };
}
