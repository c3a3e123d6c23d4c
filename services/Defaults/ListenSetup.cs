using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;

namespace OnRecord.Defaults;

/// <summary>Opens the ports of a process.</summary>
internal static class ListenSetup
{
    private static readonly Dictionary<string, int> GrpcPorts = new()
    {
        ["standalone"] = 7100,
        ["ingest"] = 7101,
        ["entity"] = 7102,
        ["stance"] = 7103,
        ["search"] = 7104,
        ["console"] = 7110,
    };

    public static void AddListeners(this WebApplicationBuilder builder, string service)
    {
        builder.AddValidatedOptions<ListenOptions>(ListenOptions.Section);
        var options = OptionsOf(builder.Configuration);
        var port = GrpcPorts.GetValueOrDefault(service, 7110);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = ServiceDefaults.MaxRequestBytes;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000;
            kestrel.AddServerHeader = false;
            Listen(kestrel, options.Grpc, port, HttpProtocols.Http2, options);
            Listen(kestrel, options.Http, port + 80, HttpProtocols.Http1, options);
            if (options.Health.Length > 0)
            {
                Listen(kestrel, options.Health, 0, HttpProtocols.Http1, new ListenOptions());
            }
        });
    }

    /// <summary>Keeps the address for probes to what they ask for: it asks nobody who they are.</summary>
    public static void UseHealthPort(this WebApplication app)
    {
        if (!ListenOptions.TryParse(OptionsOf(app.Configuration).Health, out _, out var port))
        {
            return;
        }

        app.Use((context, next) =>
        {
            if (context.Connection.LocalPort != port || context.Request.Path.Value is ServiceDefaults.LivePath or ServiceDefaults.ReadyPath)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    /// <summary>Looks whether the ports can be had.</summary>
    /// <exception cref="StartException">One cannot.</exception>
    public static void CheckPorts(IConfiguration configuration, string service)
    {
        var options = OptionsOf(configuration);
        var port = GrpcPorts.GetValueOrDefault(service, 7110);
        foreach (var (key, address, fallback) in new[] { ("Listen:Grpc", options.Grpc, port), ("Listen:Http", options.Http, port + 80), ("Listen:Health", options.Health, 0) })
        {
            if (address.Length == 0 || !ListenOptions.TryParse(address, out var host, out var given))
            {
                (host, given) = ("127.0.0.1", fallback);
            }

            PortProbe.Check(key, host, given);
        }
    }

    /// <summary>The address that a host has.</summary>
    /// <exception cref="StartException">It has none.</exception>
    public static IPAddress AddressOf(string key, string host)
    {
        try
        {
            return IPAddress.TryParse(host, out var ip) ? ip : Dns.GetHostAddresses(host)[0];
        }
        catch (SocketException)
        {
            throw new StartException($"{key}: there is no host \"{host}\".");
        }
    }

    private static ListenOptions OptionsOf(IConfiguration configuration) =>
        configuration.GetSection(ListenOptions.Section).Get<ListenOptions>() ?? new ListenOptions();

    private static void Listen(KestrelServerOptions kestrel, string address, int fallback, HttpProtocols cleartext, ListenOptions options)
    {
        // A malformed address falls through to the options' own validation, which names the key and stops the start.
        if (address.Length == 0 || !ListenOptions.TryParse(address, out var host, out var port))
        {
            (host, port) = ("127.0.0.1", fallback);
        }

        void Configure(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen)
        {
            listen.Protocols = options.Tls ? HttpProtocols.Http1AndHttp2 : cleartext;
            if (options.Tls)
            {
                UseTls(listen, options);
            }
        }

        switch (host)
        {
            case "*" or "0.0.0.0" or "::":
                kestrel.ListenAnyIP(port, Configure);
                break;
            case "localhost":
                kestrel.ListenLocalhost(port, Configure);
                break;
            default:
                kestrel.Listen(AddressOf(ListenOptions.Section, host), port, Configure);
                break;
        }
    }

    private static void UseTls(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen, ListenOptions options)
    {
        try
        {
            listen.UseHttps(https =>
            {
                https.ClientCertificateMode = options.RequireClientCertificate ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate;
                if (options.RequireClientCertificate)
                {
                    https.ClientCertificateValidation = new ClientCertificatePin(options).Accepts;
                }
            });
        }
        // No certificate, no such file, or one that is none.
        catch (Exception fault) when (fault is InvalidOperationException or IOException or CryptographicException)
        {
            throw new StartException(
                $"Listen:Tls: {fault.Message.Split('\n')[0].Trim()} Name a certificate with --Kestrel:Certificates:Default:Path=FILE (and :KeyPath, :Password).");
        }
    }
}
