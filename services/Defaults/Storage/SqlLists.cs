using System.Text.Json;
using Dapper;

namespace OnRecord.Defaults;

/// <summary>Lists as parameters: an array on PostgreSQL, JSON on SQLite, so that the statement's text never varies with the length.</summary>
public static class SqlLists
{
    /// <summary>Text for `column IN list`; the parameter's value comes from <see cref="List"/>.</summary>
    public static string In(this Database database, string column, string parameter) =>
        database.IsPostgres ? $"{column} = ANY(@{parameter})" : $"{column} IN (SELECT value FROM json_each(@{parameter}))";

    /// <summary>Text of a query that gives the list as rows of one column, <c>value</c>.</summary>
    public static string Rows(this Database database, string parameter) =>
        database.IsPostgres ? $"SELECT unnest(@{parameter}) AS value" : $"SELECT value FROM json_each(@{parameter})";

    /// <summary>The value of a list parameter: ids, strings or numbers.</summary>
    public static object List<T>(this Database database, IEnumerable<T> values) =>
        database.IsPostgres ? values.ToArray() : JsonSerializer.Serialize(values);

    /// <summary>Adds a list.</summary>
    public static DynamicParameters With<T>(this DynamicParameters parameters, Database database, string name, IEnumerable<T> values) =>
        parameters.With(name, database.List(values));

    /// <summary>Adds a single value.</summary>
    public static DynamicParameters With(this DynamicParameters parameters, string name, object? value)
    {
        parameters.Add(name, value);
        return parameters;
    }
}
