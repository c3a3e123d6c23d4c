using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Bench;

/// <summary>
/// Bulk load into a running ingest service on PostgreSQL: articles per second until they are acknowledged (stored durably and
/// compared for duplicates), and until the broker has confirmed the last of their events; beside a bare COPY of the same texts.
/// </summary>
internal static class IngestCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Articles, one JSON object {\"text\"} a line (.gz or plain); their sentences are mixed into new articles." };

    private static readonly Option<string> Address = new("--address") { Description = "Ingest's gRPC address.", DefaultValueFactory = _ => "http://127.0.0.1:7101" };

    private static readonly Option<int> Articles = new("--articles") { Description = "Articles a round.", DefaultValueFactory = _ => 5_000 };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "Rounds; the first one is cold.", DefaultValueFactory = _ => 3 };

    private static readonly Option<int> Streams = new("--streams") { Description = "Bulk loads at a time.", DefaultValueFactory = _ => 4 };

    private static readonly Option<string> Storage = new("--storage") { Description = "Ingest's PostgreSQL connection string, to see what is still unconfirmed.", Required = true };

    /// <summary>The command "ingest".</summary>
    public static Command Create()
    {
        var command = new Command("ingest", "Articles per second through SubmitArticles.") { FileArgument, Address, Articles, Rounds, Streams, Storage };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetRequiredValue(FileArgument).FullName, result.GetRequiredValue(Address), result.GetValue(Articles), result.GetValue(Rounds),
            result.GetValue(Streams), result.GetRequiredValue(Storage), cancellation));
        return command;
    }

    private static async Task RunAsync(
        string path, string address, int articles, int rounds, int streams, string storage, CancellationToken cancellation)
    {
        var mixer = ArticleMixer.Load(path);
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        var client = new IngestService.IngestServiceClient(channel);
        await using var database = NpgsqlDataSource.Create(storage);
        var run = Guid.NewGuid().ToString("N");
        for (var round = 0; round < rounds; round++)
        {
            // Made beforehand: the figure is ingest's, not the mixer's.
            var requests = Enumerable.Range(round * articles, articles).Select(number => mixer.Make(run, number)).ToList();
            var watch = Stopwatch.StartNew();
            var outcomes = await Task.WhenAll(requests.Chunk((articles + streams - 1) / streams).Select(part => LoadAsync(client, part, cancellation)));
            var acknowledged = watch.Elapsed;
            while (await UnconfirmedAsync(database, cancellation) > 0)
            {
                await Task.Delay(5, cancellation);
            }

            var confirmed = watch.Elapsed;
            var ceiling = await CopyCeiling.MeasureAsync(database, requests, streams, cancellation);
            var name = $"ingest.{(round == 0 ? "cold" : "warm")}";
            Print($"{name}.acknowledged_per_second", articles / acknowledged.TotalSeconds);
            Print($"{name}.confirmed_per_second", articles / confirmed.TotalSeconds);
            Print($"{name}.copy_per_second", ceiling);
            Print($"{name}.ratio", articles / confirmed.TotalSeconds / ceiling);
            Print("ingest.created", outcomes.Sum(outcome => outcome.Created));
            Print("ingest.failed", outcomes.Sum(outcome => outcome.Failed));
        }
    }

    private static async Task<(int Created, int Failed)> LoadAsync(
        IngestService.IngestServiceClient client, IEnumerable<SubmitArticlesRequest> requests, CancellationToken cancellation)
    {
        using var call = client.SubmitArticles(cancellationToken: cancellation);
        var sending = Task.Run(
            async () =>
            {
                foreach (var request in requests)
                {
                    await call.RequestStream.WriteAsync(request, cancellation);
                }

                await call.RequestStream.CompleteAsync();
            },
            cancellation);
        int created = 0, failed = 0;
        await foreach (var answer in call.ResponseStream.ReadAllAsync(cancellation))
        {
            created += answer.Accepted is { Outcome: SubmitOutcome.Created } ? 1 : 0;
            failed += answer.Failure is not null ? 1 : 0;
        }

        await sending;
        return (created, failed);
    }

    private static async Task<long> UnconfirmedAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM ingest.outbox WHERE attempts = 0");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.##}"));
}
