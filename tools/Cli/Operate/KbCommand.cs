using System.CommandLine;
using OnRecord.Api.Entity.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Read;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Cli.Operate;

/// <summary>onrecord kb: corrections of who is who, which hold for what is read from now on and for what is stored.</summary>
internal static class KbCommand
{
    private const string Summary = "Correct who is who: merge two entities, say whom a name means, make a knowledge base of your own.";

    private const string Details = """
        Corrections are kept, also when articles are read again. They need the scope admin. `onrecord entity NAME` prints ids.

        Examples:
          onrecord kb merge local-8b60d9 Q7747          both are one: the first goes away, and its id answers for the second
          onrecord kb correct "The Fed" Q53536          the name means this entity, everywhere
          onrecord kb build --dump latest-all.json.gz   an index of all of Wikidata; name it in Entity:KnowledgeBase
          onrecord kb update --query                    a query on who is in office, for query.wikidata.org
          onrecord kb update --sparql result.json       its result as overrides; name them in Entity:KnowledgeOverrides
          onrecord kb correct "Jordan" Q810 --article 5f0a6a54-3f0a-4a0e-8b0e-0d4f6c0f5a01
        """;

    public static Command Create(ConnectionOptions connection) => new DetailedCommand("kb", Summary, Details)
    {
        Merge(connection),
        Correct(connection),
        KbFiles.Build(),
        KbFiles.Update(),
    };

    private static Command Merge(ConnectionOptions connection)
    {
        var from = new Argument<string>("ENTITY") { Description = "Goes away: id, or its whole name." };
        var into = new Argument<string>("INTO") { Description = "Stays: id, or its whole name." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("merge", "Make two entities one.") { from, into, yes };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var (gone, stays) = (await FindAsync(clients, parsed.GetValue(from)!, cancellation), await FindAsync(clients, parsed.GetValue(into)!, cancellation));
            if (!parsed.GetValue(yes) && !await Confirmation.AskAsync($"Merge {Name(gone)} into {Name(stays)}? It cannot be undone.", "merge", cancellation))
            {
                return ExitCode.Failed;
            }

            var answer = await clients.Entity.MergeEntitiesAsync(
                new MergeEntitiesRequest { EntityId = gone.Ref.EntityId, IntoEntityId = stays.Ref.EntityId }, deadline: Clients.Deadline, cancellationToken: cancellation);
            connection.Output(parsed).Write([answer.Entity], _ => new Markup($"merged into {Name(answer.Entity)}, {answer.Entity.MentionCount} mentions"));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Correct(ConnectionOptions connection)
    {
        var name = new Argument<string>("NAME") { Description = "The name as articles write it, in any case." };
        var entity = new Argument<string>("ENTITY") { Description = "What it means: id, or its whole name." };
        var article = new Option<string>("--article") { Description = "Only in this article (id).", DefaultValueFactory = _ => "" };
        var command = new Command("correct", "Say which entity a name means.") { name, entity, article };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var meant = await FindAsync(clients, parsed.GetValue(entity)!, cancellation);
            var answer = await clients.Entity.CorrectLinkAsync(
                new CorrectLinkRequest { Surface = parsed.GetValue(name), EntityId = meant.Ref.EntityId, ArticleId = parsed.GetValue(article) },
                deadline: Clients.Deadline,
                cancellationToken: cancellation);
            connection.Output(parsed).Write([answer], _ => new Markup($"{Cells.Plain(parsed.GetValue(name)!)} means {Name(meant)}, {answer.MentionCount} mentions changed"));
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<Entity> FindAsync(Clients clients, string value, CancellationToken cancellation) => (await clients.Entity.GetEntityAsync(
        new GetEntityRequest { EntityId = await EntityArgument.ResolveExactlyAsync(clients, value, cancellation) }, deadline: Clients.Deadline, cancellationToken: cancellation)).Entity;

    private static string Name(Entity entity) => $"{Cells.Plain(entity.Ref.Name)} ({Cells.Plain(entity.Ref.EntityId)})";
}
