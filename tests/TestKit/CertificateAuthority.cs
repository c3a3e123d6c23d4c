using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OnRecord.TestKit;

/// <summary>An authority that issues certificates for tests.</summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>What a certificate may be for (RFC 5280, section 4.2.1.12).</summary>
    public const string ServerUse = "1.3.6.1.5.5.7.3.1", ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _own;

    /// <param name="name">Its common name.</param>
    public CertificateAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    /// <summary>Its own certificate.</summary>
    public string Pem => _own.ExportCertificatePem();

    /// <summary>Issues a certificate with its key.</summary>
    /// <param name="name">Common name.</param>
    /// <param name="use"><see cref="ServerUse"/>, which is for 127.0.0.1, or <see cref="ClientUse"/>.</param>
    public X509Certificate2 Issue(string name, string use = ClientUse)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        if (use == ServerUse)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
        }

        using var issued = request.Create(_own, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Issues a certificate into NAME.crt and NAME.key of a folder.</summary>
    public void Issue(string name, ScratchFolder folder, string use = ClientUse)
    {
        using var issued = Issue(name, use);
        File.WriteAllText(folder.Combine($"{name}.crt"), issued.ExportCertificatePem());
        File.WriteAllText(folder.Combine($"{name}.key"), issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    /// <inheritdoc />
    public void Dispose() => _own.Dispose();
}
