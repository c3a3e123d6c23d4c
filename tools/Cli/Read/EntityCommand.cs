using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Cli.Read;

/// <summary>onrecord entity: who somebody is, and where they stand.</summary>
internal static class EntityCommand
{
    private const string Summary = "Show an entity: who it is, with whom it is in the news, which positions it takes.";

    private const string Details = """
        Examples:
          onrecord entity "Angela Merkel"
          onrecord entity Q567 --positions 50 --json
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var entity = new Argument<string>("ENTITY") { Description = "Id (Q567, local-…) or name." };
        var positions = TypedOptions.Count("--positions", "Positions to show, newest first.", 10, 500);
        var command = new DetailedCommand("entity", Summary, Details) { entity, positions };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var output = connection.Output(parsed);
            var id = await EntityArgument.ResolveAsync(clients, parsed.GetValue(entity)!, cancellation);
            var found = await clients.Entity.GetEntityAsync(
                new GetEntityRequest { EntityId = id }, deadline: Clients.Deadline, cancellationToken: cancellation);
            // Asked for under the id that answered: a merged entity's old id redirects.
            id = found.Entity.Ref.EntityId;
            var related = await clients.Entity.ListRelatedEntitiesAsync(
                new ListRelatedEntitiesRequest { EntityId = id, PageSize = 10 }, deadline: Clients.Deadline, cancellationToken: cancellation);
            var held = await clients.Stance.ListPositionsAsync(
                new ListPositionsRequest { HolderId = id, PageSize = parsed.GetValue(positions) },
                deadline: Clients.Deadline,
                cancellationToken: cancellation);
            output.Write<IMessage>([found.Entity, .. related.Entities, .. held.Positions], _ => Render(found.Entity, related.Entities, held.Positions));
            return ExitCode.Success;
        });
        return command;
    }

    private static View Render(Entity entity, IEnumerable<RelatedEntity> related, IEnumerable<Position> positions)
    {
        var facts = new Facts();
        facts.Add("id", Cells.Plain($"{entity.Ref.EntityId} {EnumWords.Of(entity.Ref.Type)} {entity.Country}"));
        facts.Add("also", Cells.Plain(string.Join(", ", entity.Aliases)));
        facts.Add("mentions", string.Create(CultureInfo.InvariantCulture, $"{entity.MentionCount:N0} in {Counted.Of(entity.ArticleCount, "article")}"));
        facts.Add("with", Cells.Names(related.Select(other => other.Entity)));
        return new View(
            new Markup($"[bold]{Cells.Plain(entity.Ref.Name)}[/]  {Cells.Plain(entity.Description)}"),
            facts,
            PositionsCommand.Picture([.. positions]));
    }
}
