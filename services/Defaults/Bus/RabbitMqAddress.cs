using RabbitMQ.Client;

namespace OnRecord.Defaults;

/// <summary>The parts of an amqp:// address.</summary>
internal sealed record RabbitMqAddress(string Host, ushort Port, string VirtualHost, string? User, string Password, bool Tls)
{
    /// <summary>Reads an address that <see cref="BusOptions"/> has let pass.</summary>
    public static RabbitMqAddress Parse(string address)
    {
        var uri = new Uri(address);
        var tls = uri.Scheme is "amqps" or "rabbitmqs";
        var port = uri.Port > 0 ? uri.Port : tls ? 5671 : 5672;
        var virtualHost = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var credentials = uri.UserInfo.Split(':', 2);
        return new RabbitMqAddress(
            uri.Host,
            (ushort)port,
            virtualHost.Length == 0 ? "/" : virtualHost,
            credentials[0].Length > 0 ? Uri.UnescapeDataString(credentials[0]) : null,
            credentials.Length == 2 ? Uri.UnescapeDataString(credentials[1]) : "",
            tls);
    }

    public ConnectionFactory ToConnectionFactory(string name)
    {
        var factory = new ConnectionFactory
        {
            HostName = Host,
            Port = Port,
            VirtualHost = VirtualHost,
            ClientProvidedName = name,
            AutomaticRecoveryEnabled = false,
        };
        if (User is not null)
        {
            (factory.UserName, factory.Password) = (User, Password);
        }

        if (Tls)
        {
            factory.Ssl = new SslOption(Host, enabled: true);
        }

        return factory;
    }
}
