using System.CommandLine;

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
        root.Options.Add(_json);
    }

    public Clients Connect(ParseResult parsed)
    {
        var given = parsed.GetValue(_endpoint) is { Length: > 0 } option ? option
            : Environment.GetEnvironmentVariable(Endpoints.Variable) is { Length: > 0 } variable ? variable.Split(',', StringSplitOptions.TrimEntries)
            : [Endpoints.Default];
        var apiKey = parsed.GetValue(_apiKey) ?? Environment.GetEnvironmentVariable("ONRECORD_API_KEY");
        var endpoints = Endpoints.Parse(given);
        Tried = endpoints.All;
        return new Clients(endpoints, apiKey);
    }

    public Output Output(ParseResult parsed) => new(parsed.GetValue(_json));
}
