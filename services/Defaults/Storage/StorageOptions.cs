using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace OnRecord.Defaults;

/// <summary>Where the services of a process keep their data.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Storage";

    /// <summary>Engine; SQLite needs nothing but a folder.</summary>
    public Dialect Provider { get; init; } = Dialect.Sqlite;

    /// <summary>Folder of the SQLite files, one per service. Made when it is missing.</summary>
    [Required] public string Folder { get; init; } = "data";

    /// <summary>SQLite: wait for the disk at each commit (FULL), or survive a killed process but not a power cut (NORMAL).</summary>
    [RegularExpression("^(FULL|NORMAL)$", ErrorMessage = "Storage:Synchronous must be FULL or NORMAL.")]
    public string Synchronous { get; init; } = "FULL";

    /// <summary>PostgreSQL connection string. Each service keeps to a schema of its own name, so one database serves all.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>Whether a start brings the schemas to its build; otherwise it ends where one is behind, and <c>--migrate</c> does it.</summary>
    public bool Migrate { get; init; } = true;

    /// <summary>PostgreSQL connections per service and process.</summary>
    [Range(2, 500)] public int MaxConnections { get; init; } = 20;

    /// <summary>Longest time a statement may take, in seconds.</summary>
    [Range(1, 3_600)] public int CommandTimeoutSeconds { get; init; } = 30;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == Dialect.Postgres && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return new ValidationResult("Storage:ConnectionString is required when Storage:Provider is Postgres.");
        }
        else if (Provider == Dialect.Postgres && FaultOf(ConnectionString) is { } fault)
        {
            yield return new ValidationResult($"{fault} Write Host=…;Database=…;Username=…;Password=….", [nameof(ConnectionString)]);
        }
    }

    private static string? FaultOf(string connection)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connection);
            return null;
        }
        catch (ArgumentException fault)
        {
            return fault.Message.ReplaceLineEndings(" ");
        }
    }
}
