using System.ComponentModel.DataAnnotations;

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

    /// <summary>Longest time a page waits for a service, in seconds.</summary>
    [Range(1, 120)] public int TimeoutSeconds { get; init; } = 10;

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
    }
}
