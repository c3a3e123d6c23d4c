using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using OnRecord.TestKit;

namespace OnRecord.Defaults.Tests;

public sealed class ClientCertificatePinTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly CertificateAuthority _authority = new("Newsroom CA");
    private readonly CertificateAuthority _stranger = new("Another CA");

    [Fact]
    public void Only_certificates_of_the_authority_with_a_named_subject_are_taken()
    {
        var path = _folder.Combine("ca.pem");
        File.WriteAllText(path, _authority.Pem);
        var pin = new ClientCertificatePin(new ListenOptions { ClientCertificateAuthority = path, ClientCertificateSubjects = ["feeder"] });

        Assert.True(Accepts(pin, _authority.Issue("feeder")));
        Assert.False(Accepts(pin, _authority.Issue("somebody")));
        Assert.False(Accepts(pin, _stranger.Issue("feeder")));
        Assert.False(Accepts(pin, _authority.Issue("feeder", CertificateAuthority.ServerUse)));
    }

    [Fact]
    public void Without_an_authority_the_system_decides()
    {
        using var certificate = _authority.Issue("feeder");
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
}
