using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace OnRecord.Defaults;

/// <summary>Registers who may call, and how often.</summary>
internal static class SecuritySetup
{
    private const string AnyScheme = "KeyOrToken";

    public static void AddSecurity(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<AuthOptions>(AuthOptions.Section);
        builder.AddValidatedOptions<LimitOptions>(LimitOptions.Section);
        builder.Services.AddSingleton<CallerInterceptor>().AddSingleton<CurrentKeys>().AddSingleton<WrongKeys>();
        var options = builder.Configuration.GetSection(AuthOptions.Section).Get<AuthOptions>() ?? new AuthOptions();
        if (!options.Enabled)
        {
            return;
        }

        var authentication = builder.Services.AddAuthentication(AnyScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddPolicyScheme(AnyScheme, null, policy => policy.ForwardDefaultSelector = http =>
                options.JwtAuthority.Length > 0 && !http.Request.Headers.ContainsKey(ApiKeyHandler.Header)
                    ? JwtBearerDefaults.AuthenticationScheme
                    : ApiKeyHandler.SchemeName);
        if (options.JwtAuthority.Length > 0)
        {
            authentication.AddJwtBearer(jwt =>
            {
                jwt.Authority = options.JwtAuthority;
                jwt.Audience = options.JwtAudience;
                jwt.MapInboundClaims = false;
            });
        }
    }
}
