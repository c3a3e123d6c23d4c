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
    private Run? _run;

    /// <summary>Adds a statement; Guids, strings, numbers, bytes, arrays (PostgreSQL only) and null are understood.</summary>
    public void Add(string sql, params object?[] values)
    {
        EndRun();
        _statements.Add((sql, values));
    }

    /// <summary>Adds the insertion of many rows: on PostgreSQL one statement with an array a column.</summary>
    /// <param name="target">Table and columns: "table (a, b)".</param>
    /// <param name="rows">Values in the order of the columns; each column holds values of one type.</param>
    public void AddRows(string target, IReadOnlyList<object?[]> rows)
    {
        if (rows.Count > 0 && connection is not SqliteConnection)
        {
            Add($"INSERT INTO {target} SELECT * FROM unnest({Parameters(rows[0])})", Columns(rows));
            return;
        }

        foreach (var row in rows)
        {
            AddRow(target, "", "", row);
        }
    }

    /// <summary>
    /// Adds the insertion of one row. On PostgreSQL rows that follow each other go into one statement, as long as each has another key.
    /// </summary>
    /// <param name="target">Table and columns.</param>
    /// <param name="types">PostgreSQL's types of the columns as an array each, "uuid[], text[]"; empty when no column may be null.</param>
    /// <param name="suffix">What stands after the row: what to do in a conflict.</param>
    /// <param name="values">Values in the order of the columns; the first one is the key.</param>
    public void AddRow(string target, string types, string suffix, params object?[] values)
    {
        if (connection is SqliteConnection)
        {
            Add($"INSERT INTO {target} VALUES ({Parameters(values)}) {suffix}", values);
            return;
        }

        if (_run is null || _run.Target != target || !_run.Keys.Add(values[0]!))
        {
            EndRun();
            _run = new Run(target, types, suffix);
            _run.Keys.Add(values[0]!);
        }

        _run.Rows.Add(values);
    }

    /// <summary>Adds what hangs on articles: a row for each of some articles, which are in the store or come before it in the batch.</summary>
    /// <param name="table">A table whose first column is article_key.</param>
    /// <param name="columns">Its other columns.</param>
    /// <param name="rows">The article's id, then the other columns.</param>
    /// <param name="lastType">PostgreSQL's type of the last column where it has to be made of a text.</param>
    public void AddArticleRows(string table, string columns, IReadOnlyList<object?[]> rows, string lastType = "")
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (connection is not SqliteConnection)
        {
            var names = Enumerable.Range(1, rows[0].Length).Select(number => $"column{number}").ToList();
            var values = string.Join(", ", names.Skip(1).Select(name => $"row.{name}")) + (lastType.Length == 0 ? "" : $"::{lastType}");
            Add(
                $"""
                INSERT INTO {table} (article_key, {columns}) SELECT article.article_key, {values}
                FROM unnest({Parameters(rows[0])}) AS row({string.Join(", ", names)}) JOIN article ON article.article_id = row.column1
                """,
                Columns(rows));
            return;
        }

        var parameters = string.Join(", ", Enumerable.Range(2, rows[0].Length - 1).Select(number => $"${number}"));
        foreach (var row in rows)
        {
            Add($"INSERT INTO {table} ({(table == "article_fts" ? "rowid" : "article_key")}, {columns}) SELECT article_key, {parameters} FROM article WHERE article_id = $1", row);
        }
    }

    /// <summary>Puts the terms of articles into the index.</summary>
    public void AddTerms(IReadOnlyList<(Guid ArticleId, long PublishedAt, ArticleTerms Terms)> articles)
    {
        AddArticleRows(
            "article_terms", "published_at, title_length, lead_length, body_length, names_length, terms",
            [.. articles.Select(one => (object?[])
            [
                one.ArticleId, one.PublishedAt, one.Terms.Lengths.Title, one.Terms.Lengths.Lead, one.Terms.Lengths.Body, one.Terms.Lengths.Names,
                TermTable.Write(one.Terms),
            ])]);
        if (connection is SqliteConnection)
        {
            AddArticleRows(
                "article_fts", "title, body, names",
                [.. articles.Select(one => (object?[])[one.ArticleId, one.Terms.TitleText, one.Terms.BodyText, one.Terms.NamesText])]);
        }
        else
        {
            AddArticleRows(
                "article_lexemes", "lexemes",
                [.. articles.Select(one => (object?[])[one.ArticleId, Lexemes.Write(one.Terms.TitleText, one.Terms.BodyText, one.Terms.NamesText)])],
                "tsvector");
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
        EndRun();
        if (_statements.Count == 0)
        {
            return;
        }

        if (connection is SqliteConnection)
        {
            RunOneByOne(cancellation);
        }
        else
        {
            await RunTogetherAsync(cancellation);
        }

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

    private void RunOneByOne(CancellationToken cancellation)
    {
        for (int start = 0, end = 0; start < _statements.Count; start = end)
        {
            var sql = _statements[start].Sql;
            while (end < _statements.Count && _statements[end].Sql == sql)
            {
                end++;
            }

            // To SQLite $1 is a name like any other; ?1 is a place.
            RowBatch.ExecuteSqlite(connection, sql.Replace('$', '?'), _statements.GetRange(start, end - start).Select(one => one.Values), cancellation);
        }
    }

    private void EndRun()
    {
        if (_run is { } run)
        {
            _run = null;
            var parameters = run.Types.Length == 0
                ? Parameters(run.Rows[0])
                : string.Join(", ", run.Types.Split(',', StringSplitOptions.TrimEntries).Select((type, index) => $"${index + 1}::{type}"));
            _statements.Add(($"INSERT INTO {run.Target} SELECT * FROM unnest({parameters}) {run.Suffix}", Columns(run.Rows)));
        }
    }

    private static string Parameters(object?[] row) => string.Join(", ", Enumerable.Range(1, row.Length).Select(number => $"${number}"));

    private static object?[] Columns(IReadOnlyList<object?[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(column => RowBatch.Column(rows, column))];

    private sealed record Run(string Target, string Types, string Suffix)
    {
        public List<object?[]> Rows { get; } = [];

        public HashSet<object> Keys { get; } = [];
    }
}
