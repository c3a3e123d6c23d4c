using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OnRecord.TestKit;

namespace OnRecord.Defaults.Tests;

public sealed class ClientCertificatePinTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly X509Certificate2 _authority = Authority("Newsroom CA");
    private readonly X509Certificate2 _stranger = Authority("Another CA");

    [Fact]
    public void Only_certificates_of_the_authority_with_a_named_subject_are_taken()
    {
        var path = _folder.Combine("ca.pem");
        File.WriteAllText(path, _authority.ExportCertificatePem());
        var pin = new ClientCertificatePin(new ListenOptions { ClientCertificateAuthority = path, ClientCertificateSubjects = ["feeder"] });

        Assert.True(Accepts(pin, Issue(_authority, "feeder")));
        Assert.False(Accepts(pin, Issue(_authority, "somebody")));
        Assert.False(Accepts(pin, Issue(_stranger, "feeder")));
        Assert.False(Accepts(pin, Issue(_authority, "feeder", use: "1.3.6.1.5.5.7.3.1")));
    }

    [Fact]
    public void Without_an_authority_the_system_decides()
    {
        using var certificate = Issue(_authority, "feeder");
        var pin = new ClientCertificatePin(new ListenOptions());

        Assert.True(pin.Accepts(certificate, null, SslPolicyErrors.None));
        Assert.False(pin.Accepts(certificate, null, SslPolicyErrors.RemoteCertificateChainErrors));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _stranger.Dispose();
        _folder.Dispose();
    }

    private static bool Accepts(ClientCertificatePin pin, X509Certificate2 certificate)
    {
        using (certificate)
        {
            return pin.Accepts(certificate, null, SslPolicyErrors.RemoteCertificateChainErrors);
        }
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, string use = "1.3.6.1.5.5.7.3.2")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        return request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2), RandomNumberGenerator.GetBytes(8));
    }
}
