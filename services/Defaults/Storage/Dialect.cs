namespace OnRecord.Defaults;

/// <summary>Which database engine a store talks to.</summary>
public enum Dialect
{
    Sqlite,
    Postgres,
}
