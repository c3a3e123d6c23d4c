using System.Data.Common;
using Microsoft.Data.Sqlite;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>
/// Statements that go to the store together: one round trip on PostgreSQL, prepared statements in a row on SQLite, which has no
/// round trips to save. Parameters stand in the text as $1, $2 …, which both engines read.
/// </summary>
internal sealed class SqlBatch(DbConnection connection, DbTransaction transaction)
{
    private readonly List<(string Sql, object?[] Values)> _statements = [];

    /// <summary>Adds a statement; Guids, strings, numbers, bytes, arrays (PostgreSQL only) and null are understood.</summary>
    public void Add(string sql, params object?[] values) => _statements.Add((sql, values));

    /// <summary>Adds the insertion of many rows: on PostgreSQL one statement with an array a column.</summary>
    /// <param name="target">Table and columns: "table (a, b)".</param>
    /// <param name="rows">Values in the order of the columns; each column holds values of one type.</param>
    public void AddRows(string target, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var parameters = string.Join(", ", Enumerable.Range(1, rows[0].Length).Select(number => $"${number}"));
        if (connection is not SqliteConnection)
        {
            Add($"INSERT INTO {target} SELECT * FROM unnest({parameters})", [.. Enumerable.Range(0, rows[0].Length).Select(column => RowBatch.Column(rows, column))]);
            return;
        }

        foreach (var row in rows)
        {
            Add($"INSERT INTO {target} VALUES ({parameters})", row);
        }
    }

    /// <summary>Puts the terms of an article into the index.</summary>
    public void AddTerms(Guid articleId, long publishedAt, ArticleTerms terms)
    {
        Add(
            """
            INSERT INTO article_terms (article_key, published_at, title_length, lead_length, body_length, names_length, terms)
            SELECT article_key, $2, $3, $4, $5, $6, $7 FROM article WHERE article_id = $1
            """,
            articleId,
            publishedAt,
            terms.Lengths.Title,
            terms.Lengths.Lead,
            terms.Lengths.Body,
            terms.Lengths.Names,
            TermTable.Write(terms));
        if (connection is SqliteConnection)
        {
            Add(
                "INSERT INTO article_fts (rowid, title, body, names) SELECT article_key, $2, $3, $4 FROM article WHERE article_id = $1",
                articleId,
                terms.TitleText,
                terms.BodyText,
                terms.NamesText);
        }
        else
        {
            Add(
                "INSERT INTO article_lexemes (article_key, lexemes) SELECT article_key, $2::tsvector FROM article WHERE article_id = $1",
                articleId,
                Lexemes.Write(terms.TitleText, terms.BodyText, terms.NamesText));
        }
    }

    /// <summary>Takes an article out of the full-text index; before the article itself goes.</summary>
    public void RemoveFullText(Guid articleId)
    {
        // PostgreSQL's row goes with the article.
        if (connection is SqliteConnection)
        {
            Add("DELETE FROM article_fts WHERE rowid = (SELECT article_key FROM article WHERE article_id = $1)", articleId);
        }
    }

    /// <summary>Runs all statements in order and empties the batch.</summary>
    public async Task ExecuteAsync(CancellationToken cancellation)
    {
        if (_statements.Count == 0)
        {
            return;
        }

        await (connection is SqliteConnection ? RunOneByOneAsync(cancellation) : RunTogetherAsync(cancellation));
        _statements.Clear();
    }

    private async Task RunTogetherAsync(CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var (sql, values) in _statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            foreach (var value in values)
            {
                command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task RunOneByOneAsync(CancellationToken cancellation)
    {
        var prepared = new Dictionary<string, DbCommand>();
        try
        {
            foreach (var (sql, values) in _statements)
            {
                if (!prepared.TryGetValue(sql, out var command))
                {
                    prepared[sql] = command = connection.CreateCommand();
                    command.CommandText = sql;
                    command.Transaction = transaction;
                    for (var index = 1; index <= values.Length; index++)
                    {
                        command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
                    }
                }

                for (var index = 0; index < values.Length; index++)
                {
                    command.Parameters[index].Value = values[index] is Guid id ? id.ToString("D") : values[index] ?? DBNull.Value;
                }

                await command.ExecuteNonQueryAsync(cancellation);
            }
        }
        finally
        {
            foreach (var command in prepared.Values)
            {
                await command.DisposeAsync();
            }
        }
    }
}
