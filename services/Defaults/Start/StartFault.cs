using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace OnRecord.Defaults;

/// <summary>Why a start failed, in words of whoever started the process.</summary>
internal static partial class StartFault
{
    private const int SqliteCannotOpen = 14;
    private const int SqliteReadOnly = 8;

    /// <summary>One line a fault; null for what nobody foresaw, which may end with its stack trace.</summary>
    public static IReadOnlyList<string>? Explain(Exception fault) => fault switch
    {
        StartException => [fault.Message],
        OptionsValidationException invalid => [.. invalid.Failures],
        InvalidOperationException when Conversion().Match(fault.Message) is { Success: true } value =>
            [$"{value.Groups["key"].Value}: \"{value.Groups["value"].Value}\" is not {Kind(value.Groups["type"].Value)}."],
        SqliteException { SqliteErrorCode: SqliteCannotOpen or SqliteReadOnly } => [Folder("its files cannot be opened for writing")],
        UnauthorizedAccessException => [Folder(fault.Message)],
        IOException { InnerException: AddressInUseException } => [fault.Message + " Choose another port with --Listen:Grpc or --Listen:Http."],
        IOException when fault.StackTrace?.Contains(nameof(Directory.CreateDirectory), StringComparison.Ordinal) == true => [Folder(fault.Message)],
        PostgresException denied => [$"Storage:ConnectionString: PostgreSQL refuses: {denied.MessageText}."],
        NpgsqlException => [$"Storage:ConnectionString: PostgreSQL does not answer: {fault.InnerException?.Message ?? fault.Message}"],
        InvalidDataException => [$"{Once(fault)} Mend the file."],
        DirectoryNotFoundException => [$"{fault.Message.TrimEnd('.')}: there is no such folder. Mend the key that names it."],
        _ when BrokerFaultLog.Cause(fault) is { } cause => [$"Bus:Host: RabbitMQ does not answer: {cause}."],
        SocketException => [$"Listen: {fault.Message}."],
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        _ => fault.InnerException is { } inner ? Explain(inner) : null,
    };

    private static string Folder(string why) => $"Storage:Folder: {why.TrimEnd('.')}. Choose a folder that may be written with --Storage:Folder=FOLDER.";

    // A settings file's own fault lies innermost; the outermost names the file.
    private static string Once(Exception fault) =>
        fault.GetBaseException().Message is var cause && fault.Message.Contains(cause, StringComparison.Ordinal) ? fault.Message : $"{fault.Message} {cause}";

    private static string Kind(string type) => type switch
    {
        "System.Int32" or "System.Int64" or "System.UInt16" => "a whole number",
        "System.Double" or "System.Single" => "a number",
        "System.Boolean" => "true or false",
        "System.TimeSpan" => "a time such as 00:05:00",
        _ when typeof(StartFault).Assembly.GetType(type) is { IsEnum: true } named => string.Join(" or ", Enum.GetNames(named)),
        _ => $"a {type[(type.LastIndexOf('.') + 1)..]}",
    };

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'")]
    private static partial Regex Conversion();
}
