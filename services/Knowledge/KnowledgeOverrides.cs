using System.Text.Json;
using System.Text.RegularExpressions;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>
/// A platform's own entries, from a JSON Lines file: they are added to the shipped knowledge base, and replace an entry of the same id.
/// One object a line: {"id": "Q1", "name": "…", "type": "PERSON", "aliases": ["…", "~surname", "^demonym"], "description": "…",
/// "country": "DE", "popularity": 80, "roles": [{"title": "Prime Minister", "start": "2025-05-06", "end": null}]}. Only name and type are required; without an id
/// the entry gets a stable local one. With "adds": true its names and roles are added to the entry that has the id, which otherwise stays as it is.
/// </summary>
public static partial class KnowledgeOverrides
{
    private const byte DefaultPopularity = 80;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Reads the file; nothing when <paramref name="path"/> is empty.</summary>
    /// <exception cref="InvalidDataException">A line is wrong; the message names file, line, field and rule.</exception>
    public static List<KnowledgeEntry> Read(string path)
    {
        var entries = new List<KnowledgeEntry>();
        if (path.Length == 0)
        {
            return entries;
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                var row = JsonSerializer.Deserialize<Row>(line, Json) ?? throw new InvalidDataException("Must be an object.");
                entries.Add(ToEntry(row));
            }
            catch (Exception fault) when (fault is JsonException or InvalidDataException)
            {
                throw new InvalidDataException($"{path}, line {number}: {fault.Message}", fault);
            }
        }

        return entries;
    }

    private static KnowledgeEntry ToEntry(Row row)
    {
        Require(!string.IsNullOrWhiteSpace(row.Name) && NameKey.Of(row.Name).Length > 0, "name: must hold a letter or digit.");
        Require(Enum.TryParse<EntityType>(row.Type, ignoreCase: true, out var type) && type != EntityType.Unspecified
            && !char.IsDigit(row.Type[0]), "type: must be PERSON, ORGANIZATION, PLACE or OTHER.");
        Require(row.Id is null || IdPattern().IsMatch(row.Id), "id: must be a Wikidata id (Q and digits) or begin with \"local-\" and hold a-z, 0-9 and \"-\" only.");
        Require(row.Kind is null || EntityKinds.Of(row.Kind) is not null, $"kind: must be one of {string.Join(", ", Enum.GetValues<EntityKind>().Select(kind => kind.Word()))}.");
        Require(row.Popularity is null or (>= 0 and <= 100), "popularity: must be 0 to 100.");
        return new KnowledgeEntry(
            row.Id ?? LocalId.Of(type, row.Name!),
            type,
            EntityKinds.Of(row.Kind ?? "") ?? EntityKind.Unknown,
            row.Name!,
            [.. (row.Aliases ?? []).Where(alias => !string.IsNullOrWhiteSpace(alias)).Select(alias => KnowledgeAlias.Parse(alias))],
            row.Country ?? "",
            (byte)(row.Popularity ?? DefaultPopularity),
            row.Description ?? "")
        {
            Roles = [.. (row.Roles ?? []).Select(ToRole)],
            AddsToEntry = row.Adds ?? false,
        };
    }

    private static KnowledgeRole ToRole(RoleRow role)
    {
        Require(!string.IsNullOrWhiteSpace(role.Title), "roles: each must have a title.");
        Require(role.Start is not null || role.End is not null, "roles: each must have a start or an end (2025-05-06).");

        // What a platform says is in office is in office until it says otherwise.
        return new KnowledgeRole(role.Title!, role.Start ?? DateOnly.MinValue, role.End ?? DateOnly.MaxValue, role.End is null);
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new InvalidDataException(rule);
        }
    }

    [GeneratedRegex("^(Q[1-9][0-9]*|local-[a-z0-9-]+)$")]
    private static partial Regex IdPattern();

    private sealed record Row(
        string? Id, string? Name, string? Type, string? Kind, string[]? Aliases, string? Description, string? Country, int? Popularity,
        RoleRow[]? Roles, bool? Adds);

    private sealed record RoleRow(string? Title, DateOnly? Start, DateOnly? End);
}
