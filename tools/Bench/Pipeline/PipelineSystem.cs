using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OnRecord.Bench;

/// <summary>Where the servers of the distributed set-up are; `tests/servers.sh start` prints these as variables.</summary>
internal sealed record Servers(string Postgres, Uri RabbitMq, Uri Management, string Redis)
{
    public static Servers FromEnvironment() => new(
        Of("ONRECORD_TEST_POSTGRES"), new Uri(Of("ONRECORD_TEST_RABBITMQ")), new Uri(Of("ONRECORD_TEST_RABBITMQ_MANAGEMENT")), Of("ONRECORD_TEST_REDIS"));

    private static string Of(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{name} is not set: eval \"$(tests/servers.sh start /tmp/onrecord)\"");
}

/// <summary>A running OnRecord on stores and a virtual host of its own, which go away with it.</summary>
internal sealed class PipelineSystem : IAsyncDisposable
{
    private static readonly string[] Distributed = ["Ingest", "Entity", "Stance", "Search"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onrecord-bench-");
    private readonly List<ServiceHost> _hosts = [];
    private readonly string _name = $"bench_{Guid.NewGuid():N}";
    private readonly Servers? _servers;

    private PipelineSystem(Servers? servers) => _servers = servers;

    /// <summary>The processes; the first one takes articles.</summary>
    public IReadOnlyList<ServiceHost> Hosts => _hosts;

    /// <summary>gRPC address of a service.</summary>
    public Uri AddressOf(string service) => (_hosts.Find(host => host.Name == service) ?? _hosts[0]).GrpcAddress;

    /// <summary>Address of the virtual host; distributed only.</summary>
    public Uri Bus => new(_servers!.RabbitMq, "/" + _name);

    /// <summary>Where PostgreSQL, RabbitMQ and Redis listen; distributed only.</summary>
    public IReadOnlyCollection<int> ServerPorts =>
    [
        new NpgsqlConnectionStringBuilder(_servers!.Postgres).Port, _servers.RabbitMq.Port,
        int.Parse(_servers.Redis.Split(',')[0].Split(':')[^1], CultureInfo.InvariantCulture),
    ];

    /// <summary>Starts standalone, or the four services on <paramref name="servers"/>.</summary>
    /// <param name="checkout">Whose services.</param>
    /// <param name="servers">Where the servers are; null for standalone.</param>
    /// <param name="settings">Further configuration by key.</param>
    public static async Task<PipelineSystem> StartAsync(Checkout checkout, Servers? servers, IReadOnlyDictionary<string, string>? settings = null)
    {
        var system = new PipelineSystem(servers);
        try
        {
            var configuration = new Dictionary<string, string>(settings ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase) { ["Logging:LogLevel:Default"] = "Warning" };
            if (servers is null)
            {
                configuration["Storage:Folder"] = system._folder.FullName;
                system._hosts.Add(await ServiceHost.StartAsync(checkout, "Standalone", system._folder, configuration));
                return system;
            }

            await system.RunSqlAsync($"CREATE DATABASE {system._name}");
            await system.ManageAsync(HttpMethod.Put);
            configuration["Bus:Transport"] = "RabbitMq";
            configuration["Bus:Host"] = system.Bus.ToString();
            configuration["Storage:Provider"] = "Postgres";
            configuration["Storage:ConnectionString"] = system.ConnectionString;
            configuration["Cache:Redis"] = servers.Redis;
            foreach (var service in Distributed)
            {
                system._hosts.Add(await ServiceHost.StartAsync(checkout, service, system._folder, configuration));
            }

            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the stores of ingest and stance side by side, as schemas of these names.</summary>
    public async Task<PipelineProbe> ProbeAsync()
    {
        if (_servers is not null)
        {
            // By key only: a plan made on empty tables would read whole tables at each look, and weigh more than the articles.
            var keyed = new NpgsqlConnectionStringBuilder(ConnectionString) { Options = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off" };
            return new PipelineProbe(await NpgsqlDataSource.Create(keyed.ConnectionString).OpenConnectionAsync());
        }

        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        foreach (var schema in new[] { "ingest", "stance" })
        {
            await using var attach = connection.CreateCommand();
            attach.CommandText = $"ATTACH '{Path.Combine(_folder.FullName, schema + ".db")}' AS {schema}";
            await attach.ExecuteNonQueryAsync();
        }

        return new PipelineProbe(connection);
    }

    /// <summary>What each service has stored, in bytes, with its indexes; by schema or file, and of all.</summary>
    public async Task<Dictionary<string, long>> StoredBytesAsync()
    {
        var stored = new Dictionary<string, long>();
        if (_servers is null)
        {
            foreach (var file in _folder.EnumerateFiles("*.db*"))
            {
                // With its log of writes.
                var name = file.Name[..file.Name.IndexOf('.', StringComparison.Ordinal)];
                stored[name] = stored.GetValueOrDefault(name) + file.Length;
            }
        }
        else
        {
            await using var source = NpgsqlDataSource.Create(ConnectionString);
            await using var command = source.CreateCommand(
                """
                SELECT nspname, sum(pg_total_relation_size(pg_class.oid))::bigint FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema', 'public') GROUP BY nspname ORDER BY nspname
                """);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                stored[reader.GetString(0)] = reader.GetInt64(1);
            }
        }

        stored["all"] = stored.Values.Sum();
        return stored;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        if (_servers is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunSqlAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
            await ManageAsync(HttpMethod.Delete);
        }

        _folder.Delete(recursive: true);
    }

    private string ConnectionString => new NpgsqlConnectionStringBuilder(_servers!.Postgres) { Database = _name }.ConnectionString;

    private async Task RunSqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_servers!.Postgres) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task ManageAsync(HttpMethod method)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(new UriBuilder(_servers!.Management) { UserName = "", Password = "" }.Uri, $"api/vhosts/{_name}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(_servers.Management.UserInfo)));
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
