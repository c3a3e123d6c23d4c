using System.ComponentModel.DataAnnotations;
using OnRecord.Defaults;

namespace OnRecord.Web;

/// <summary>Where the console finds the services. An empty address means this very process (standalone).</summary>
public sealed class ConsoleOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Console";

    /// <summary>gRPC address of ingest.</summary>
    public string Ingest { get; init; } = "";

    /// <summary>gRPC address of entity.</summary>
    public string Entity { get; init; } = "";

    /// <summary>gRPC address of stance.</summary>
    public string Stance { get; init; } = "";

    /// <summary>gRPC address of search.</summary>
    public string Search { get; init; } = "";

    /// <summary>API key with the scope "read" that the console calls with, where the services ask for one.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>PEM file with the certificate that the console shows to the services, where they ask for one (mutual TLS).</summary>
    public string Certificate { get; init; } = "";

    /// <summary>PEM file with its private key; empty where it stands in the same file.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>PEM file with the authorities that the services' certificates must come from; empty for those that the system trusts.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Longest time a page waits for a service, in seconds.</summary>
    [Range(1, 120)] public int TimeoutSeconds { get; init; } = 10;

    /// <summary>Lets everybody read who reaches the page, with the console's own key. A console of its own asks for sign-in unless this is set.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Who may sign in with a password.</summary>
    public IReadOnlyList<UserOptions> Users { get; init; } = [];

    /// <summary>Who tells who somebody is.</summary>
    public OpenIdOptions OpenId { get; init; } = new();

    /// <summary>How long one stays signed in without coming by, in hours.</summary>
    [Range(1, 720)] public int SessionHours { get; init; } = 12;

    /// <summary>How the console speaks TLS with the services.</summary>
    public ClientTls Tls => new(Certificate, CertificateKey, Authority);

    /// <summary>Whether pages are for those only who signed in.</summary>
    public bool AsksForSignIn => !AllowAnonymous && (Users.Count > 0 || OpenId.Authority.Length > 0);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (key, value) in new[] { (nameof(Ingest), Ingest), (nameof(Entity), Entity), (nameof(Stance), Stance), (nameof(Search), Search) })
        {
            if (value.Length > 0 && !(Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            {
                yield return new ValidationResult("Must be an http:// or https:// address.", [key]);
            }
        }

        // Apart from the services, the console reaches what its visitors may not, and would answer for anybody. Where it is part of their process,
        // visitors reach them as well, and show key or certificate themselves.
        var isApart = Ingest.Length + Entity.Length + Stance.Length + Search.Length > 0;
        if (!AllowAnonymous && !AsksForSignIn && (isApart || ApiKey.Length > 0))
        {
            yield return new ValidationResult("Every visitor would read: set Console:Users or Console:OpenId, or say so by Console:AllowAnonymous=true.", [nameof(AllowAnonymous)]);
        }

        if (Tls.Fault() is var (part, reason))
        {
            yield return new ValidationResult(reason, [part == nameof(ClientTls.Key) ? nameof(CertificateKey) : part]);
        }

        if (OpenId.Authority.Length > 0 && OpenId.ClientId.Length == 0)
        {
            yield return new ValidationResult("Is required with Console:OpenId:Authority.", ["OpenId:ClientId"]);
        }

        for (var at = 0; at < Users.Count; at++)
        {
            if (Users[at].Name.Length == 0 || !Convert.TryFromBase64String(Users[at].PasswordHash, new byte[Users[at].PasswordHash.Length], out var length) || length < 49)
            {
                yield return new ValidationResult("Needs a Name, and a PasswordHash that `onrecord hash-password` has made.", [$"Users:{at}"]);
            }
        }
    }
}
