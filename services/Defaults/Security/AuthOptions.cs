using System.ComponentModel.DataAnnotations;

namespace OnRecord.Defaults;

/// <summary>Who may call. Off by default, because the default listens on loopback only.</summary>
public sealed class AuthOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Auth";

    /// <summary>Refuse calls without a known key or token.</summary>
    public bool Enabled { get; init; }

    /// <summary>Known API keys, sent in the header x-api-key.</summary>
    public IReadOnlyList<ApiKeyOptions> Keys { get; init; } = [];

    /// <summary>OpenID Connect issuer of JWTs sent as "authorization: Bearer"; empty for none.</summary>
    public string JwtAuthority { get; init; } = "";

    /// <summary>Audience that a JWT must be for.</summary>
    public string JwtAudience { get; init; } = "";

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Enabled && Keys.Count == 0 && JwtAuthority.Length == 0)
        {
            yield return new ValidationResult("Auth:Enabled needs Auth:Keys or Auth:JwtAuthority.");
        }

        if (JwtAuthority.Length > 0 && JwtAudience.Length == 0)
        {
            yield return new ValidationResult("Is required with Auth:JwtAuthority.", [nameof(JwtAudience)]);
        }

        for (var i = 0; i < Keys.Count; i++)
        {
            if (Keys[i].Sha256.Length != 64 || !Keys[i].Sha256.All(char.IsAsciiHexDigit))
            {
                yield return new ValidationResult("Must be the SHA-256 of the key, 64 hexadecimal digits.", [$"Keys:{i}:Sha256"]);
            }

            if (Keys[i].Scopes.Count == 0 || Keys[i].Scopes.Any(scope => !Scopes.All.Contains(scope)))
            {
                yield return new ValidationResult("Must hold read, write or admin.", [$"Keys:{i}:Scopes"]);
            }
        }
    }
}

/// <summary>One API key. Only its hash is configured: a leaked configuration opens nothing.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>Who holds it; stands in logs and rate limits.</summary>
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the key, hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>read, write, admin.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
