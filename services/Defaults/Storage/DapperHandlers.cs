using System.Data;
using System.Globalization;
using Dapper;

namespace OnRecord.Defaults;

/// <summary>Lets the same Dapper calls serve both engines: SQLite has no type of its own for a Guid.</summary>
internal static class DapperHandlers
{
    private static int _registered;

    public static void Register()
    {
        if (Interlocked.Exchange(ref _registered, 1) == 1)
        {
            return;
        }

        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.AddTypeHandler(new GuidHandler());
        DefaultTypeMap.MatchNamesWithUnderscores = true;
    }

    /// <summary>A Guid is a uuid in PostgreSQL and lower-case text in SQLite, where both sides must agree on the case.</summary>
    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override Guid Parse(object value) =>
            value is Guid guid ? guid : Guid.Parse((string)value, CultureInfo.InvariantCulture);

        public override void SetValue(IDbDataParameter parameter, Guid value)
        {
            if (parameter is Npgsql.NpgsqlParameter)
            {
                parameter.DbType = DbType.Guid;
                parameter.Value = value;
            }
            else
            {
                parameter.DbType = DbType.String;
                parameter.Value = value.ToString("D");
            }
        }
    }
}
