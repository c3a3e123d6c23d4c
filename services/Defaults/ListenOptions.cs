using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OnRecord.Defaults;

/// <summary>
/// Where a process listens. Without TLS, HTTP/2 (gRPC) and HTTP/1.1 (JSON, health, console) need a port each; with TLS both
/// ports speak both.
/// </summary>
public sealed class ListenOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Listen";

    /// <summary>gRPC address, host:port. Port 0 takes a free one. Loopback unless told otherwise.</summary>
    public string Grpc { get; init; } = "";

    /// <summary>HTTP/1.1 address, host:port: JSON, /healthz, /readyz.</summary>
    public string Http { get; init; } = "";

    /// <summary>A further address, host:port, for probes alone: /healthz and /readyz, always without TLS. None when empty.</summary>
    public string Health { get; init; } = "";

    /// <summary>Serve TLS with the certificate of Kestrel:Certificates:Default.</summary>
    public bool Tls { get; init; }

    /// <summary>Ask callers for a certificate of their own (mutual TLS).</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>PEM file with the authorities that callers' certificates must come from; empty for those that the system trusts.</summary>
    public string ClientCertificateAuthority { get; init; } = "";

    /// <summary>Common names that callers' certificates may bear; empty for any.</summary>
    public IReadOnlyList<string> ClientCertificateSubjects { get; init; } = [];

    /// <summary>
    /// Networks (10.0.0.0/8) or addresses of proxies that are believed when they tell whom they call for (X-Forwarded-For, X-Forwarded-Proto): that
    /// address is limited and logged. None when empty: whoever connects is the caller.
    /// </summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (key, value) in new[] { (nameof(Grpc), Grpc), (nameof(Http), Http), (nameof(Health), Health) })
        {
            if (value.Length > 0 && !TryParse(value, out _, out _))
            {
                yield return new ValidationResult("Must be host:port.", [key]);
            }
        }

        foreach (var proxy in TrustedProxies.Where(proxy => NetworkOf(proxy) is null))
        {
            yield return new ValidationResult($"\"{proxy}\" is no address and no network such as 10.0.0.0/8.", [nameof(TrustedProxies)]);
        }

        if (RequireClientCertificate && !Tls)
        {
            yield return new ValidationResult("Needs Listen:Tls.", [nameof(RequireClientCertificate)]);
        }

        if (!RequireClientCertificate && (ClientCertificateAuthority.Length > 0 || ClientCertificateSubjects.Count > 0))
        {
            yield return new ValidationResult("Is needed to tell which certificates are taken.", [nameof(RequireClientCertificate)]);
        }

        if (ClientCertificateAuthority.Length > 0 && !File.Exists(ClientCertificateAuthority))
        {
            yield return new ValidationResult("There is no such file.", [nameof(ClientCertificateAuthority)]);
        }
    }

    /// <summary>A network, or an address as a network of its own; null for neither.</summary>
    internal static IPNetwork? NetworkOf(string text) =>
        IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;

    internal static bool TryParse(string value, out string host, out int port)
    {
        var colon = value.LastIndexOf(':');
        host = colon > 0 ? value[..colon].Trim('[', ']') : "";
        port = 0;
        return host.Length > 0 && int.TryParse(value.AsSpan(colon + 1), out port) && port is >= 0 and <= 65_535;
    }
}
