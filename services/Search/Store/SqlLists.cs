using Dapper;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Lists as parameters: an array on PostgreSQL, JSON on SQLite, so that the statement's text never varies with the length.</summary>
internal static class SqlLists
{
    /// <summary>Text for `column IN list`.</summary>
    public static string In(this Database database, string column, string parameter) =>
        database.IsPostgres ? $"{column} = ANY(@{parameter})" : $"{column} IN (SELECT value FROM json_each(@{parameter}))";

    /// <summary>Adds a list of ids.</summary>
    public static DynamicParameters With(this DynamicParameters parameters, Database database, string name, IEnumerable<Guid> ids)
    {
        parameters.Add(name, database.IsPostgres ? ids.ToArray() : Json(ids.Select(id => id.ToString("D"))));
        return parameters;
    }

    /// <summary>Adds a list of strings.</summary>
    public static DynamicParameters With(this DynamicParameters parameters, Database database, string name, IEnumerable<string> values)
    {
        parameters.Add(name, database.IsPostgres ? values.ToArray() : Json(values));
        return parameters;
    }

    /// <summary>Adds a list of numbers.</summary>
    public static DynamicParameters With(this DynamicParameters parameters, Database database, string name, IEnumerable<long> values)
    {
        parameters.Add(name, database.IsPostgres ? values.ToArray() : Json(values));
        return parameters;
    }

    /// <summary>Adds a single value.</summary>
    public static DynamicParameters With(this DynamicParameters parameters, string name, object? value)
    {
        parameters.Add(name, value);
        return parameters;
    }

    private static string Json<T>(IEnumerable<T> values) => System.Text.Json.JsonSerializer.Serialize(values);
}
