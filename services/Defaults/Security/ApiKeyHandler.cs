using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>Knows a caller by the header x-api-key.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemes, ILoggerFactory loggers, UrlEncoder encoder, CurrentKeys keys, WrongKeys wrong)
    : AuthenticationHandler<AuthenticationSchemeOptions>(schemes, loggers, encoder)
{
    public const string Header = "x-api-key";
    public const string SchemeName = "ApiKey";
    public const string ScopeClaim = "scope";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.TryGetValue(Header, out var values) || values.Count != 1 || values[0] is not { Length: > 0 and <= 512 } key)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        // Before the comparison: who guesses learns no more, not even by a right guess.
        var address = Context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (wrong.Exhausted(address))
        {
            return Task.FromResult(AuthenticateResult.Fail("Too many wrong keys."));
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        ApiKeyOptions? known = null;
        foreach (var candidate in keys.Current)
        {
            // Every key is compared, in constant time: how long it takes tells nothing.
            if (CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(candidate.Sha256)))
            {
                known = candidate;
            }
        }

        if (known is null)
        {
            wrong.Note("API key", address);
            return Task.FromResult(AuthenticateResult.Fail("Unknown API key."));
        }

        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, known.Name), .. known.Scopes.Select(scope => new Claim(ScopeClaim, scope))], SchemeName);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName)));
    }
}
