using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OnRecord.Defaults;

/// <summary>Which client certificates are taken: those of named authorities, with named subjects.</summary>
internal sealed class ClientCertificatePin
{
    // Client authentication (RFC 5280, section 4.2.1.12).
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2Collection _authorities = [];
    private readonly IReadOnlyCollection<string> _subjects;

    public ClientCertificatePin(ListenOptions options)
    {
        _subjects = options.ClientCertificateSubjects;
        if (options.ClientCertificateAuthority.Length > 0)
        {
            _authorities.ImportFromPemFile(options.ClientCertificateAuthority);
        }
    }

    /// <summary>Whether a certificate is taken.</summary>
    /// <param name="certificate">What the caller has shown.</param>
    /// <param name="presented">The chain as the system has built it, with the certificates in between that the caller has sent.</param>
    /// <param name="errors">What the system found wrong with it.</param>
    public bool Accepts(X509Certificate2 certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (_subjects.Count > 0 && !_subjects.Contains(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), StringComparer.Ordinal))
        {
            return false;
        }

        if (_authorities.Count == 0)
        {
            return errors == SslPolicyErrors.None;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientUse);
        if (presented is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainElements.Select(element => element.Certificate).ToArray());
        }

        return chain.Build(certificate);
    }
}
