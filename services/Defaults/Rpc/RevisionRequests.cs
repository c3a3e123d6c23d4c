namespace OnRecord.Defaults;

/// <summary>What the services' ListRevisions methods ask of a request.</summary>
public static class RevisionRequests
{
    private const int MaxArticles = 1_000;

    /// <summary>Reads the ids.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT.</exception>
    public static Guid[] Read(IReadOnlyCollection<string> articleIds)
    {
        var faults = new RequestFaults();
        faults.Require(articleIds.Count <= MaxArticles, "article_ids", $"Must be at most {MaxArticles}.");
        Guid[] ids = [.. articleIds.Select((id, at) => faults.Uuid(id, $"article_ids[{at}]")).Distinct()];
        faults.ThrowIfAny();
        return ids;
    }
}
