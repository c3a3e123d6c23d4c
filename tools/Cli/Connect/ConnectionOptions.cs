using System.CommandLine;
using OnRecord.Defaults;

namespace OnRecord.Cli.Connect;

/// <summary>The options that every command shares: which service, as whom, in which form.</summary>
internal sealed class ConnectionOptions
{
    private readonly Option<string[]> _endpoint = new("--endpoint", "-e")
    {
        Description = $"gRPC address of all services, or SERVICE=ADDRESS, repeatable. [{Endpoints.Variable}, comma separated; default {Endpoints.Default}]",
        Recursive = true,
    };

    private readonly Option<string> _apiKey = new("--api-key")
    {
        Description = "API key to call with. [ONRECORD_API_KEY]",
        Recursive = true,
    };

    private readonly Option<string> _certificate = new("--certificate")
    {
        Description = "PEM file with the certificate to show, where the services ask for one. [ONRECORD_CERTIFICATE]",
        Recursive = true,
    };

    private readonly Option<string> _certificateKey = new("--certificate-key")
    {
        Description = "PEM file with its private key, where that is another file. [ONRECORD_CERTIFICATE_KEY]",
        Recursive = true,
    };

    private readonly Option<string> _authority = new("--authority")
    {
        Description = "PEM file with the authorities that the services' certificates must come from, in place of those that the system trusts. [ONRECORD_AUTHORITY]",
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "One JSON object a line, its fields named as in the HTTP API, for scripts.",
        Recursive = true,
    };

    /// <summary>The addresses that the command calls, for the message when none answers.</summary>
    public IReadOnlyCollection<Uri> Tried { get; private set; } = [];

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_endpoint);
        root.Options.Add(_apiKey);
        root.Options.Add(_certificate);
        root.Options.Add(_certificateKey);
        root.Options.Add(_authority);
        root.Options.Add(_json);
    }

    public Clients Connect(ParseResult parsed)
    {
        var given = parsed.GetValue(_endpoint) is { Length: > 0 } option ? option
            : Environment.GetEnvironmentVariable(Endpoints.Variable) is { Length: > 0 } variable ? variable.Split(',', StringSplitOptions.TrimEntries)
            : [Endpoints.Default];
        var endpoints = Endpoints.Parse(given);
        Tried = endpoints.All;
        return new Clients(endpoints, Value(parsed, _apiKey, "ONRECORD_API_KEY"), Tls(parsed));
    }

    private ClientTls Tls(ParseResult parsed)
    {
        var tls = new ClientTls(
            Value(parsed, _certificate, "ONRECORD_CERTIFICATE"), Value(parsed, _certificateKey, "ONRECORD_CERTIFICATE_KEY"), Value(parsed, _authority, "ONRECORD_AUTHORITY"));
        if (tls.Fault() is var (part, reason))
        {
            var option = part switch { nameof(ClientTls.Key) => _certificateKey, nameof(ClientTls.Authority) => _authority, _ => _certificate };
            throw new UserException($"{option.Name}: {reason}");
        }

        return tls;
    }

    private static string Value(ParseResult parsed, Option<string> option, string variable) =>
        parsed.GetValue(option) ?? Environment.GetEnvironmentVariable(variable) ?? "";

    public Output Output(ParseResult parsed) => new(parsed.GetValue(_json));
}
