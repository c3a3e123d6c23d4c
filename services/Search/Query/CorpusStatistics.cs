namespace OnRecord.Search;

/// <summary>
/// What ranking knows of the whole corpus. A page token carries it, so that later pages rank by the same figures as the first,
/// whatever is written in between.
/// </summary>
/// <param name="Articles">Articles counted.</param>
/// <param name="Lengths">Sums of field lengths over them.</param>
/// <param name="Terms">In how many articles the terms of the query stand; absent ones are left out.</param>
/// <param name="LastKey">Newest article key; later articles do not enter the pages that follow.</param>
/// <param name="Now">Moment of the first page, Unix milliseconds; recency is counted from it.</param>
public sealed record CorpusStatistics(
    long Articles, CorpusLengths Lengths, IReadOnlyDictionary<string, int> Terms, long LastKey, long Now);

/// <summary>Sums of field lengths over the corpus.</summary>
public sealed record CorpusLengths(long Title, long Lead, long Body, long Names);

/// <summary>Where the next page begins.</summary>
/// <param name="Statistics">Figures of the first page.</param>
/// <param name="Score">Score of the last hit.</param>
/// <param name="Id">Its key: an article key, or a story id.</param>
/// <param name="Total">Total of the first page.</param>
public sealed record SearchPosition(CorpusStatistics Statistics, double Score, string Id, int Total);
