using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using OnRecord.Cli.Connect;
using OnRecord.Terminal;

namespace OnRecord.Cli.Read;

/// <summary>onrecord status: which services answer.</summary>
internal static class StatusCommand
{
    private const string Summary = "Show whether each service answers and is ready.";

    private const string Details = """
        Examples:
          onrecord status
          onrecord status --endpoint search=http://10.0.0.4:7104 --endpoint http://10.0.0.3:7101
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(ConnectionOptions connection)
    {
        var command = new DetailedCommand("status", Summary, Details);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var states = await Task.WhenAll(Endpoints.Services.Select(service => AskAsync(clients, service, cancellation)));
            if (connection.Output(parsed).Json)
            {
                foreach (var state in states)
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(
                        new { service = state.Service, address = state.Address, state = state.Words, milliseconds = state.Milliseconds }));
                }
            }
            else
            {
                Output.Show(Picture(states));
            }

            return states.All(state => state.Ready) ? ExitCode.Success : ExitCode.Unavailable;
        });
        return command;
    }

    private static async Task<State> AskAsync(Clients clients, string service, CancellationToken cancellation)
    {
        var address = clients.AddressOf(service).GetLeftPart(UriPartial.Authority);
        var clock = Stopwatch.StartNew();
        try
        {
            var health = await clients.HealthOf(service).CheckAsync(
                new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
            var ready = health.Status == HealthCheckResponse.Types.ServingStatus.Serving;
            return new State(service, address, ready, ready ? "ready" : "not ready", clock.ElapsedMilliseconds);
        }
        catch (RpcException fault) when (!cancellation.IsCancellationRequested)
        {
            return new State(
                service, address, false, fault.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded ? "does not answer" : Failure.Describe(fault), clock.ElapsedMilliseconds);
        }
    }

    private static Listing Picture(State[] states)
    {
        var listing = new Listing(["Service", "Address", "State", "Answered in"]);
        foreach (var state in states)
        {
            listing.Add([state.Service, state.Address, state.Ready ? "[green]ready[/]" : $"[red]{Cells.Plain(state.Words)}[/]", $"{state.Milliseconds} ms"]);
        }

        return listing;
    }

    private sealed record State(string Service, string Address, bool Ready, string Words, long Milliseconds);
}
