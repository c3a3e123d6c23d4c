using System.Buffers.Binary;
using System.Data.Common;
using Dapper;
using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>The vectors of an article's headline and positions (see <see cref="ClaimVector"/>), stored as one value: positions of one sentence share theirs.</summary>
/// <param name="Title">Of the headline.</param>
/// <param name="Positions">By the ordinals of the positions: what each is about, and its evidence.</param>
internal sealed record ArticleVectors(byte[] Title, IReadOnlyList<(byte[] About, byte[] Evidence)> Positions)
{
    // Of each place there is: 0 for an empty vector, else which one of those that follow.
    private const int Place = sizeof(ushort);

    /// <summary>The vectors of an article; null where it has none.</summary>
    public static ArticleVectors? Of(AnalysedArticle analysed) => analysed.Positions.All(position => position.Vector.Length == 0) ? null
        : new(analysed.TitleVector, [.. analysed.Positions.Select(position => (position.Vector, position.EvidenceVector))]);

    /// <summary>The stored form: the number of places, the places of headline and positions, and each vector once.</summary>
    public byte[] Write()
    {
        byte[][] all = [Title, .. Positions.SelectMany(position => new[] { position.About, position.Evidence })];
        var different = new List<byte[]>();
        var places = new ushort[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Length > 0)
            {
                var known = different.FindIndex(vector => vector.AsSpan().SequenceEqual(all[i]));
                if (known < 0)
                {
                    known = different.Count;
                    different.Add(all[i]);
                }

                places[i] = checked((ushort)(known + 1));
            }
        }

        var bytes = new byte[((1 + places.Length) * Place) + (different.Count * ClaimVector.Length)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)places.Length));
        for (var i = 0; i < places.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((1 + i) * Place), places[i]);
        }

        for (var i = 0; i < different.Count; i++)
        {
            different[i].CopyTo(bytes, ((1 + places.Length) * Place) + (i * ClaimVector.Length));
        }

        return bytes;
    }

    /// <summary>Reads the stored form.</summary>
    public static ArticleVectors Read(ReadOnlySpan<byte> bytes)
    {
        var places = new ushort[BinaryPrimitives.ReadUInt16LittleEndian(bytes)];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[((1 + i) * Place)..]);
        }

        var rest = bytes[((1 + places.Length) * Place)..];
        var vectors = new byte[1 + (rest.Length / ClaimVector.Length)][];
        vectors[0] = [];
        for (var i = 1; i < vectors.Length; i++)
        {
            vectors[i] = rest.Slice((i - 1) * ClaimVector.Length, ClaimVector.Length).ToArray();
        }

        return new(vectors[places[0]], [.. Enumerable.Range(0, places.Length / 2).Select(i => (vectors[places[1 + (2 * i)]], vectors[places[2 + (2 * i)]]))]);
    }

    /// <summary>Gives positions of some stories their vectors. Those of a revision that has been replaced meanwhile get none; they are read again with the new one.</summary>
    /// <param name="positions">As they were read; those that earlier builds have stored have theirs already.</param>
    /// <param name="stories">Selects articles a, as a condition in SQL.</param>
    /// <param name="query">Runs a query with the parameters of the condition.</param>
    public static async Task<List<StoredPosition>> FillAsync(
        IEnumerable<StoredPosition> positions, string stories, Func<string, Task<IEnumerable<Row>>> query)
    {
        // What an earlier build has analysed since has no vectors here.
        var rows = await query(
            $"""
            SELECT v.article_id, v.revision, v.vectors FROM article_vectors v
            JOIN articles a ON a.article_id = v.article_id AND a.model_version = v.model_version AND a.revision = v.revision
            WHERE {stories}
            """);
        var vectors = rows.ToDictionary(row => (row.ArticleId, row.Revision), row => Read(row.Vectors));
        return [.. positions.Select(position => vectors.TryGetValue((position.ArticleId, position.Revision), out var found)
            ? position with { Vector = found.Positions[position.Ordinal].About, EvidenceVector = found.Positions[position.Ordinal].Evidence, TitleVector = found.Title }
            : position)];
    }

    /// <summary>Stores the vectors of articles that have none stored.</summary>
    public static Task AddAsync(DbConnection connection, DbTransaction transaction, IEnumerable<AnalysedArticle> articles)
    {
        var rows = new RowBatch("INSERT INTO article_vectors (article_id, revision, model_version, vectors)");
        foreach (var analysed in articles)
        {
            if (Of(analysed) is { } vectors)
            {
                rows.Add(analysed.Article.ArticleId, analysed.Article.Revision, analysed.ModelVersion, vectors.Write());
            }
        }

        return rows.WriteAsync(connection, transaction);
    }

    /// <summary>A stored row.</summary>
    internal sealed class Row
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public byte[] Vectors { get; init; } = [];
    }
}
