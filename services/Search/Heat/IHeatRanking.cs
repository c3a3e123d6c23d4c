namespace OnRecord.Search;

/// <summary>Stories ranked by heat score; in Redis when there are replicas, in the process otherwise.</summary>
public interface IHeatRanking
{
    /// <summary>Adds scores to stories (combined, not replaced).</summary>
    Task RaiseAsync(IReadOnlyCollection<(Guid StoryId, double Score)> scores, CancellationToken cancellation);

    /// <summary>Fills the ranking from the store after it was lost; a story that is already hotter stays so.</summary>
    Task FillAsync(IReadOnlyCollection<(Guid StoryId, double Score)> scores, CancellationToken cancellation);

    /// <summary>Takes stories out.</summary>
    Task RemoveAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation);

    /// <summary>Stories by score, hottest first.</summary>
    /// <returns>Null when the ranking was not filled or does not answer, and the store has to be asked.</returns>
    Task<IReadOnlyList<(Guid StoryId, double Score)>?> TopAsync(int offset, int count, CancellationToken cancellation);

    /// <summary>Scores of given stories; a story that is not ranked is left out.</summary>
    Task<IReadOnlyDictionary<Guid, double>> ScoresAsync(IReadOnlyCollection<Guid> storyIds, CancellationToken cancellation);
}
