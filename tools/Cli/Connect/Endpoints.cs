namespace OnRecord.Cli.Connect;

/// <summary>Where each service answers: one address for all of them (standalone), or one each (distributed).</summary>
internal sealed class Endpoints
{
    public const string Variable = "ONRECORD_ENDPOINT";
    public const string Default = "http://127.0.0.1:7100";

    /// <summary>The services by name.</summary>
    public static IReadOnlyList<string> Services { get; } = ["ingest", "entity", "stance", "search"];

    private readonly Dictionary<string, Uri> _addresses = [];

    /// <summary>Every address, once.</summary>
    public IReadOnlyCollection<Uri> All => [.. _addresses.Values.Distinct()];

    private Endpoints()
    {
    }

    /// <summary>Reads "http://host:port" and "search=http://host:port"; a service's own address wins over the common one.</summary>
    /// <exception cref="UserException">A part is neither.</exception>
    public static Endpoints Parse(IEnumerable<string> parts)
    {
        var endpoints = new Endpoints();
        foreach (var part in parts)
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var service = equals < 0 ? "" : part[..equals];
            if (equals >= 0 && !Services.Contains(service))
            {
                throw new UserException($"Endpoint \"{part}\": the service must be one of {string.Join(", ", Services)}.");
            }

            if (!Uri.TryCreate(part[(equals + 1)..], UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new UserException($"Endpoint \"{part}\": must be http(s)://host:port or SERVICE=http(s)://host:port.{Meant(part)}");
            }

            endpoints._addresses[service] = address;
        }

        return endpoints;
    }

    private static string Meant(string part) =>
        !part.Contains("://", StringComparison.Ordinal) && Uri.TryCreate($"http://{part}", UriKind.Absolute, out var address) && !address.IsDefaultPort
            ? $" Did you mean http://{part}?"
            : "";

    /// <summary>The address of a service.</summary>
    /// <exception cref="UserException">Only other services' addresses were given.</exception>
    public Uri Of(string service) =>
        _addresses.TryGetValue(service, out var own) ? own
        : _addresses.TryGetValue("", out var common) ? common
        : throw new UserException($"No endpoint for {service}: add --endpoint {service}=http://host:port.");
}
