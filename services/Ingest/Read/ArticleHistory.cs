using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>The revisions of an article, each with its differences from the one before.</summary>
internal static class ArticleHistory
{
    /// <param name="revisions">All revisions, oldest first.</param>
    /// <param name="cancellation">Ends the comparing early.</param>
    public static IEnumerable<ArticleRevision> Of(IReadOnlyList<ArticleRow> revisions, CancellationToken cancellation)
    {
        ArticleRow? before = null;
        foreach (var row in revisions)
        {
            cancellation.ThrowIfCancellationRequested();
            var revision = new ArticleRevision { Revision = row.Revision, SubmitTime = ProtoMapping.ToTimestamp(row.SubmittedAt) };
            if (before is not null)
            {
                revision.Changes.AddRange(WordDiff.Compare(before.Text, row.Text));
            }

            before = row;
            yield return revision;
        }
    }
}
