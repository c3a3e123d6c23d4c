using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization;

namespace OnRecord.TestKit;

/// <summary>A fresh virtual host for each test class that takes it as <c>IClassFixture</c>; deleted at the end.</summary>
public sealed class RabbitServer : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _management;
    private readonly Uri _server;
    private readonly string _virtualHost = $"test-{Guid.NewGuid():N}";

    /// <summary>On the servers of <c>tests/servers.sh</c>.</summary>
    public RabbitServer()
        : this(TestServers.RabbitMq, TestServers.RabbitMqManagement)
    {
    }

    // xunit wants a fixture to have one public constructor.
    private RabbitServer(Uri server, Uri management)
    {
        _server = server;
        _management = new HttpClient { BaseAddress = new UriBuilder(management) { UserName = "", Password = "" }.Uri };
        _management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(management.UserInfo)));
    }

    /// <summary>On a server of the test's own.</summary>
    public static RabbitServer On(Uri server, Uri management) => new(server, management);

    /// <summary>AMQP address of the fresh virtual host.</summary>
    public string Host => new Uri(_server, "/" + _virtualHost).ToString();

    public async Task InitializeAsync()
    {
        using var created = await _management.PutAsync($"api/vhosts/{_virtualHost}", null);
        created.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Takes the virtual host away, with all that its queues hold: when this is done, connections are cut and new ones refused until
    /// <see cref="InitializeAsync"/> gives an empty one back.
    /// </summary>
    public async Task RemoveAsync()
    {
        await Eventually.TrueAsync(
            async () =>
            {
                // A busy broker may answer before it is done, or not in time.
                using var deleted = await _management.DeleteAsync($"api/vhosts/{_virtualHost}");
                return deleted.StatusCode == HttpStatusCode.NotFound && (await ConnectionsAsync()).Count == 0;
            },
            "the virtual host and its connections are gone");
    }

    /// <summary>Binds a new quorum queue to an exchange, as a service of that name would that is away.</summary>
    public async Task DeclareQueueAsync(string queue, string exchange)
    {
        var (queueName, exchangeName) = (Uri.EscapeDataString(queue), Uri.EscapeDataString(exchange));
        using var declared = await _management.PutAsJsonAsync(
            $"api/queues/{_virtualHost}/{queueName}",
            new { durable = true, arguments = new Dictionary<string, string> { ["x-queue-type"] = "quorum" } });
        declared.EnsureSuccessStatusCode();
        using var exchanged = await _management.PutAsJsonAsync($"api/exchanges/{_virtualHost}/{exchangeName}", new { type = "fanout", durable = true });
        exchanged.EnsureSuccessStatusCode();
        using var bound = await _management.PostAsJsonAsync($"api/bindings/{_virtualHost}/e/{exchangeName}/q/{queueName}", new { routing_key = "" });
        bound.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Leaves a quorum queue as a server does that is killed while it makes it, connections cut: it is known, and waits for an election that nobody calls. Servers of
    /// <c>tests/servers.sh</c> only.
    /// </summary>
    public async Task TakeLeaderAsync(string queue)
    {
        // Management would list a connection only seconds after it is made.
        var expression =
            $$"""
            Name = list_to_atom("{{_virtualHost}}_{{queue}}"), Id = {Name, node()},
            ok = ra:force_delete_server(quorum_queues, Id),
            Resource = rabbit_misc:r(<<"{{_virtualHost}}">>, queue, <<"{{queue}}">>),
            ok = ra:start_server(quorum_queues, Name, Id, {module, rabbit_fifo, #{name => Name, queue_resource => Resource} }, [Id]),
            rabbit_connection_tracking:close_connections(rabbit_connection_tracking:list(<<"{{_virtualHost}}">>), "cut by a test", 0).
            """;
        var (code, answer, error) = await ProgramRun.ToEndAsync(new ProcessStartInfo(RepoRoot.Combine("tests", "servers.sh"), ["eval", TestServers.Folder, expression]));
        if (code != 0 || answer.Trim() != "ok")
        {
            throw new InvalidOperationException($"{queue} keeps its leader: {answer}{error}");
        }
    }

    public async Task DisposeAsync()
    {
        await RemoveAsync();
        Dispose();
    }

    public void Dispose() => _management.Dispose();

    /// <summary>Messages that wait in each queue of the virtual host, ready and unacknowledged together, by queue name.</summary>
    public async Task<IReadOnlyDictionary<string, long>> QueuesAsync(CancellationToken cancellation = default)
    {
        var queues = await _management.GetFromJsonAsync<Queue[]>(
            $"api/queues/{_virtualHost}?columns=name,messages", cancellation) ?? [];
        return queues.ToDictionary(queue => queue.Name, queue => queue.Messages);
    }

    /// <summary>Messages that wait, by queue name, without the empty queues and the ledger's own mark, which says that the broker has not been wiped.</summary>
    public async Task<IReadOnlyDictionary<string, long>> WaitingAsync() =>
        (await QueuesAsync()).Where(queue => queue.Value > 0 && queue.Key != "onrecord-mark").ToDictionary(queue => queue.Key, queue => queue.Value);

    /// <summary>The dead letters: messages in the <c>_error</c> queues, by queue name, without the empty ones.</summary>
    public Task<IReadOnlyDictionary<string, long>> DeadLettersAsync(CancellationToken cancellation = default) => QueuesAsync("_error", cancellation);

    /// <summary>Messages that no consumer of their queue could read, by queue name, without the empty ones.</summary>
    public Task<IReadOnlyDictionary<string, long>> SkippedAsync(CancellationToken cancellation = default) => QueuesAsync("_skipped", cancellation);

    /// <summary>The payloads of the dead letters, which stay where they are; at most a hundred of a queue, and none of queues that one process keeps to itself.</summary>
    public async Task<IReadOnlyList<string>> ReadDeadLettersAsync()
    {
        var letters = new List<string>();
        foreach (var queue in (await DeadLettersAsync()).Keys)
        {
            using var answer = await _management.PostAsJsonAsync(
                $"api/queues/{_virtualHost}/{Uri.EscapeDataString(queue)}/get", new { count = 100, ackmode = "ack_requeue_true", encoding = "auto" });
            if (answer.StatusCode == HttpStatusCode.BadRequest)
            {
                // A queue of one process, which nobody else may read.
                continue;
            }

            answer.EnsureSuccessStatusCode();
            letters.AddRange((await answer.Content.ReadFromJsonAsync<Letter[]>() ?? []).Select(letter => letter.Payload));
        }

        return letters;
    }

    /// <summary>Publishes raw bytes to an exchange, as a foreign or newer program might.</summary>
    public async Task PublishAsync(string exchange, string payload, string contentType = "application/vnd.masstransit+json")
    {
        using var answer = await _management.PostAsJsonAsync($"api/exchanges/{_virtualHost}/{Uri.EscapeDataString(exchange)}/publish", new
        {
            properties = new { content_type = contentType, delivery_mode = 2 },
            routing_key = "",
            payload,
            payload_encoding = "string",
        });
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            throw new InvalidOperationException($"No exchange {exchange} in {_virtualHost}.");
        }

        answer.EnsureSuccessStatusCode();
    }

    private async Task<IReadOnlyDictionary<string, long>> QueuesAsync(string ending, CancellationToken cancellation) =>
        (await QueuesAsync(cancellation))
            .Where(queue => queue.Key.EndsWith(ending, StringComparison.Ordinal) && queue.Value > 0)
            .ToDictionary(queue => queue.Key, queue => queue.Value);

    private async Task<IReadOnlyList<Connection>> ConnectionsAsync() =>
        [.. (await _management.GetFromJsonAsync<Connection[]>("api/connections?columns=vhost") ?? []).Where(one => one.VirtualHost == _virtualHost)];

    private sealed record Letter([property: JsonPropertyName("payload")] string Payload);

    private sealed record Connection([property: JsonPropertyName("vhost")] string VirtualHost);

    private sealed record Queue(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("messages")] long Messages);
}
