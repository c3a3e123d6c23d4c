using System.Text.RegularExpressions;
using OnRecord.Api.Entity.V1;
using OnRecord.Cli.Connect;

namespace OnRecord.Cli.Read;

/// <summary>An entity, as people name it: by its id, or by the beginning of a name.</summary>
internal static partial class EntityArgument
{
    /// <summary>The id that is meant; for a name, that of the most mentioned entity of this name.</summary>
    /// <exception cref="UserException">No entity has that name.</exception>
    public static async Task<string> ResolveAsync(Clients clients, string value, CancellationToken cancellation)
    {
        if (Id().IsMatch(value))
        {
            return value[0] is 'q' ? value.ToUpperInvariant() : value;
        }

        var found = await clients.Entity.SearchEntitiesAsync(
            new SearchEntitiesRequest { Query = value, PageSize = 1, IncludeUnmentioned = true },
            deadline: Clients.Deadline,
            cancellationToken: cancellation);
        return found.Entities.Count > 0
            ? found.Entities[0].Ref.EntityId
            : throw new UserException($"No entity is called \"{value}\".", ExitCode.NotFound);
    }

    /// <summary>The same for what may be left out; empty then.</summary>
    public static async Task<string> OptionalAsync(Clients clients, string? value, CancellationToken cancellation) =>
        value is null ? "" : await ResolveAsync(clients, value, cancellation);

    /// <summary>The same for several.</summary>
    public static async Task<IReadOnlyList<string>> ResolveAsync(Clients clients, IEnumerable<string> values, CancellationToken cancellation)
    {
        var ids = new List<string>();
        foreach (var value in values)
        {
            ids.Add(await ResolveAsync(clients, value, cancellation));
        }

        return ids;
    }

    [GeneratedRegex(@"^(Q\d+|local-\S+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
