using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using OnRecord.Defaults;

namespace OnRecord.Web;

/// <summary>Who sees the pages: those who signed in, where signing in is set up.</summary>
internal static class SignInSetup
{
    /// <summary>Scheme of the cookie of those who signed in.</summary>
    public const string Cookie = "Console";

    /// <summary>Scheme of the OpenID Connect issuer.</summary>
    public const string OpenId = "ConsoleOpenId";

    /// <summary>Where one signs in.</summary>
    public const string Path = "/sign-in";

    private const string Policy = "ConsoleReaders";

    /// <summary>Adds the cookie, the issuer and the list of users, as far as they are set up.</summary>
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UserList>();
        var options = builder.Configuration.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new ConsoleOptions();
        if (!options.AsksForSignIn)
        {
            return;
        }

        var authentication = builder.Services.AddAuthentication().AddCookie(Cookie, cookie =>
        {
            cookie.Cookie.Name = "onrecord-console";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.LoginPath = Path;
            cookie.ReturnUrlParameter = "back";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(options.SessionHours);
        });
        if (options.OpenId.Authority.Length > 0)
        {
            authentication.AddOpenIdConnect(OpenId, issuer => Configure(issuer, options.OpenId));
        }

        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Cookie).RequireAuthenticatedUser());
    }

    /// <summary>Keeps pages for those who signed in, where signing in is set up.</summary>
    public static void ForReaders(this IEndpointConventionBuilder pages, ConsoleOptions options)
    {
        if (options.AsksForSignIn)
        {
            pages.RequireAuthorization(Policy);
        }
    }

    /// <summary>Maps the way to the issuer, and the way out.</summary>
    public static void MapSignIn(this WebApplication app, ConsoleOptions options)
    {
        if (!options.AsksForSignIn)
        {
            return;
        }

        app.MapGet("/sign-in/issuer", (string? back) => options.OpenId.Authority.Length > 0
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = Local(back) }, [OpenId])
            : Results.NotFound());
        // A GET must not sign anybody out: a picture on a foreign page is one.
        app.MapPost("/sign-out", async (HttpContext http) =>
        {
            await http.SignOutAsync(Cookie);
            return Results.Redirect(Path);
        });
    }

    /// <summary>Somebody of the list of users.</summary>
    public static ClaimsPrincipal User(string name) => new(new ClaimsIdentity([new Claim("name", name)], Cookie, "name", roleType: null));

    /// <summary>An address of this site; its front page in place of any other.</summary>
    public static string Local(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && Uri.IsWellFormedUriString(address, UriKind.Relative) ? address : "/";

    private static void Configure(OpenIdConnectOptions issuer, OpenIdOptions options)
    {
        issuer.SignInScheme = Cookie;
        issuer.Authority = options.Authority;
        issuer.ClientId = options.ClientId;
        issuer.ClientSecret = options.ClientSecret;
        issuer.ResponseType = "code";
        issuer.ResponseMode = "query";
        issuer.CallbackPath = "/sign-in/callback";
        issuer.MapInboundClaims = false;
        issuer.TokenValidationParameters.NameClaimType = "name";
        // Without TLS only on this machine: a test, or an issuer beside the console.
        issuer.RequireHttpsMetadata = !(Uri.TryCreate(options.Authority, UriKind.Absolute, out var address) && address.IsLoopback);
        issuer.Events.OnTokenValidated = context =>
        {
            var user = context.Principal!;
            if (options.RequiredClaim.Length > 0 && !user.HasClaim(options.RequiredClaim, options.RequiredValue))
            {
                context.Fail("You are known, but not among those who may read here.");
                return Task.CompletedTask;
            }

            Log(context.HttpContext).LogInformation(
                "{Name} signed in by {Issuer} from {Address}", user.Identity?.Name ?? user.FindFirstValue("sub"), options.Authority, context.HttpContext.Connection.RemoteIpAddress);
            return Task.CompletedTask;
        };
        issuer.Events.OnRemoteFailure = context =>
        {
            Log(context.HttpContext).LogWarning("A sign-in by {Issuer} failed: {Reason}", options.Authority, context.Failure?.Message);
            context.Response.Redirect($"{Path}?failed=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("OnRecord.Web.SignIn");
}
