using System.Text.RegularExpressions;
using OnRecord.Api.Entity.V1;
using OnRecord.Cli.Connect;

namespace OnRecord.Cli.Read;

/// <summary>An entity, as people name it: by its id, or by the beginning of a name.</summary>
internal static partial class EntityArgument
{
    private const int Shown = 5;

    /// <summary>The id that is meant; for a name, that of the most mentioned entity of this name. Who is taken for a mere beginning of a name is said.</summary>
    /// <exception cref="UserException">No entity has that name.</exception>
    public static async Task<string> ResolveAsync(Clients clients, string value, CancellationToken cancellation)
    {
        if (Id().IsMatch(value))
        {
            return value[0] is 'q' ? value.ToUpperInvariant() : value;
        }

        if (!value.Any(char.IsLetterOrDigit))
        {
            throw Nobody(value);
        }

        var found = await clients.Entity.SearchEntitiesAsync(
            new SearchEntitiesRequest { Query = value, PageSize = 1, IncludeUnmentioned = true },
            deadline: Clients.Deadline,
            cancellationToken: cancellation);
        if (found.Entities.Count == 0)
        {
            throw Nobody(value);
        }

        var taken = found.Entities[0];
        if (!Bears(taken, value))
        {
            await Console.Error.WriteLineAsync($"\"{value}\" is read as {taken.Ref.Name} ({taken.Ref.EntityId}).");
        }

        return taken.Ref.EntityId;
    }

    /// <summary>The id that is meant where a wrong guess could not be undone: an id, or a name that one entity bears, whole.</summary>
    /// <exception cref="UserException">None bears that name, or several do: the message names them with their ids.</exception>
    public static async Task<string> ResolveExactlyAsync(Clients clients, string value, CancellationToken cancellation)
    {
        if (Id().IsMatch(value))
        {
            return await ResolveAsync(clients, value, cancellation);
        }

        var found = await clients.Entity.SearchEntitiesAsync(
            new SearchEntitiesRequest { Query = value, PageSize = 100, IncludeUnmentioned = true },
            deadline: Clients.Deadline,
            cancellationToken: cancellation);
        return found.Entities.Where(entity => Bears(entity, value)).ToList() switch
        {
            // Those who come behind all of a page may bear it, too.
            [var only] when found.NextPageToken.Length == 0 => only.Ref.EntityId,
            [] when found.Entities.Count == 0 => throw Nobody(value),
            [] => throw new UserException($"No entity is called \"{value}\". Is it {Named(found.Entities)}?", ExitCode.NotFound),
            var several => throw new UserException($"\"{value}\" may be {Named(several)}{(several.Count > Shown || found.NextPageToken.Length > 0 ? " or others" : "")}. Say which by its id."),
        };
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

    private static UserException Nobody(string value) => new($"No entity is called \"{value}\".", ExitCode.NotFound);

    private static string Named(IEnumerable<Entity> entities) =>
        string.Join(", ", entities.Take(Shown).Select(entity => $"{entity.Ref.Name} ({entity.Ref.EntityId}{(entity.Description.Length > 0 ? $", {entity.Description}" : "")})"));

    private static bool Bears(Entity entity, string name) =>
        entity.Aliases.Prepend(entity.Ref.Name).Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"^(Q\d+|local-\S+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
