namespace OnRecord.Defaults;

/// <summary>Brings a database to the newest schema.</summary>
internal interface IMigrator
{
    /// <summary>Runs what is missing; a second call does nothing.</summary>
    /// <exception cref="Exception">A script failed, the database does not answer, or its schema is of a later build.</exception>
    Task MigrateAsync(CancellationToken cancellation);
}
