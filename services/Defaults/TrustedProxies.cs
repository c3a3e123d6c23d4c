using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>
/// Takes the caller's address from proxies that are trusted (<see cref="ListenOptions.TrustedProxies"/>), before anything asks for it. From the last
/// to the first: what an untrusted address says is not read.
/// </summary>
internal sealed class TrustedProxies(IOptions<ListenOptions> listen) : IStartupFilter
{
    public static void Add(IServiceCollection services) => services.AddSingleton<IStartupFilter, TrustedProxies>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (listen.Value.TrustedProxies.Count > 0)
        {
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in listen.Value.TrustedProxies.Select(ListenOptions.NetworkOf))
            {
                options.KnownIPNetworks.Add(network!.Value);
            }

            app.UseForwardedHeaders(options);
        }

        next(app);
    };
}
