namespace OnRecord.Defaults;

/// <summary>What a caller may do. Each scope stands alone: an ingest feeder needs no right to read.</summary>
public static class Scopes
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Admin = "admin";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Write, Admin];

    private static readonly string[] ReadVerbs = ["Get", "List", "Search", "Watch", "Recognize", "Analyze", "Check", "Suggest", "ServerReflectionInfo"];
    private static readonly string[] WriteVerbs = ["Submit", "Retract", "Create", "Delete"];

    /// <summary>The scope that a gRPC method needs, by the verb it begins with; an unknown verb needs admin.</summary>
    /// <param name="method">Full name, for instance "/onrecord.search.v1.SearchService/GetStory".</param>
    /// <returns>Null for health checks, which anybody may call.</returns>
    public static string? For(string method)
    {
        if (method.StartsWith("/grpc.health.", StringComparison.Ordinal))
        {
            return null;
        }

        var name = method[(method.LastIndexOf('/') + 1)..];
        return ReadVerbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)) ? Read
            : WriteVerbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)) ? Write
            : Admin;
    }
}
