using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OnRecord.Defaults;

/// <summary>How a client of the services speaks TLS, where that is more than the system's own way.</summary>
/// <param name="Certificate">PEM file with the certificate that is shown to services (mutual TLS), issued by their authority itself; empty for none.</param>
/// <param name="Key">PEM file with its private key; empty where it stands in the same file.</param>
/// <param name="Authority">PEM file with the authorities that the services' certificates must come from; empty for those that the system trusts.</param>
public sealed record ClientTls(string Certificate, string Key, string Authority)
{
    /// <summary>Why the files cannot be used, and which of them; null when they can.</summary>
    public (string Part, string Reason)? Fault()
    {
        if (Key.Length > 0 && Certificate.Length == 0)
        {
            return (nameof(Key), "Belongs to a certificate, which is missing.");
        }

        foreach (var (part, path) in new[] { (nameof(Certificate), Certificate), (nameof(Key), Key), (nameof(Authority), Authority) })
        {
            if (path.Length > 0 && !File.Exists(path))
            {
                return (part, $"There is no file {path}.");
            }
        }

        try
        {
            if (Certificate.Length > 0)
            {
                Shown().Dispose();
            }
        }
        // The latter where key and certificate do not belong together.
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return (nameof(Certificate), $"Is not a certificate with its private key, in PEM: {fault.Message}");
        }

        try
        {
            return Authority.Length > 0 && Authorities().Count == 0 ? (nameof(Authority), "Holds no certificate in PEM.") : null;
        }
        catch (CryptographicException fault)
        {
            return (nameof(Authority), $"Holds no certificate in PEM: {fault.Message}");
        }
    }

    /// <summary>The handler of a channel. The certificate is read for each connection anew, so that a renewed one counts without a restart.</summary>
    public SocketsHttpHandler Handler()
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (Certificate.Length > 0)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => Shown();
        }

        if (Authority.Length > 0)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities());
        }

        return handler;
    }

    private X509Certificate2 Shown() => X509Certificate2.CreateFromPemFile(Certificate, Key.Length > 0 ? Key : null);

    private X509Certificate2Collection Authorities()
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Authority);
        return authorities;
    }
}
