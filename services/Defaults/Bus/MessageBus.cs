using System.Data.Common;
using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>The one place where the bus is set up; every endpoint of every service gets the same treatment.</summary>
public static class MessageBus
{
    /// <summary>Adds the bus with the consumers of the services that this process hosts. Once per process.</summary>
    public static void AddMessageBus(this IHostApplicationBuilder builder, params Action<IBusRegistrationConfigurator>[] consumers)
    {
        builder.AddValidatedOptions<BusOptions>(BusOptions.Section);
        var options = builder.Configuration.GetSection(BusOptions.Section).Get<BusOptions>() ?? new BusOptions();

        // Without waiting, messages published right after the start on a fresh topology vanish.
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = true;
            host.StopTimeout = TimeSpan.FromSeconds(options.DrainSeconds);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.DrainSeconds + 5));

        if (options.Transport == BusTransport.RabbitMq)
        {
            builder.Services.AddSingleton<IBrokerMemory, RabbitMqBrokerMemory>();
            builder.Services.AddHostedService<QueueRepair>();
            builder.Services.AddSingleton<DeadLetterAge>().AddHostedService(services => services.GetRequiredService<DeadLetterAge>());
        }
        else
        {
            builder.Services.AddSingleton<IBrokerMemory, InMemoryBrokerMemory>();
        }

        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.SetEndpointNameFormatter(new ServiceEndpointNames());
            foreach (var add in consumers)
            {
                add(bus);
            }

            bus.AddConfigureEndpointsCallback((context, _, endpoint) => ConfigureEndpoint(context, endpoint));
            if (options.Transport == BusTransport.RabbitMq)
            {
                bus.UsingRabbitMq((context, rabbit) =>
                {
                    ConfigureHost(rabbit, context.GetRequiredService<IOptions<BusOptions>>().Value);
                    rabbit.PrefetchCount = options.Prefetch;
                    rabbit.ConcurrentMessageLimit = Concurrency(options);
                    rabbit.ConfigureEndpoints(context);
                });
            }
            else
            {
                bus.UsingInMemory((context, memory) =>
                {
                    memory.PrefetchCount = options.Prefetch;
                    memory.ConcurrentMessageLimit = Concurrency(options);
                    memory.ConfigureEndpoints(context);
                });
            }
        });
    }

    /// <summary>Has the bus, which is made when it is first asked for, log a broker that is away in one line. For the flow of control that starts the host.</summary>
    public static void ShortenBrokerFaults(IServiceProvider services) =>
        LogContext.ConfigureCurrentLogContext(new BrokerFaultLog(services.GetRequiredService<ILoggerFactory>()));

    private static void ConfigureEndpoint(IRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        // A temporary endpoint (one per process, for cache invalidation) cannot be a quorum queue.
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit
            && endpoint is not RabbitMqReceiveEndpointConfiguration { Settings.AutoDelete: true })
        {
            rabbit.SetQuorumQueue();
        }

        // A store that is away or full comes back: wait for it for minutes. Anything else gets three tries, then the error queue.
        endpoint.UseMessageRetry(retry => retry
            .Exponential(20, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2))
            .Handle<DbException>(StorageFaults.Passes));
        endpoint.UseMessageRetry(retry =>
        {
            retry.Intervals(200, 1_000, 5_000);
            retry.Ignore<PermanentException>();
            retry.Ignore<DbException>(StorageFaults.Passes);
        });
        // An attempt that fails publishes nothing.
        endpoint.UseInMemoryOutbox(context);
    }

    private static void ConfigureHost(IRabbitMqBusFactoryConfigurator rabbit, BusOptions options)
    {
        var address = RabbitMqAddress.Parse(options.Host);
        rabbit.Host(address.Host, address.Port, address.VirtualHost, host =>
        {
            if (address.User is not null)
            {
                host.Username(address.User);
                host.Password(address.Password);
            }

            if (address.Tls)
            {
                host.UseSsl();
            }

            host.PublisherConfirmation = true;
            // A process that is frozen, or cut off, holds its messages, and perhaps the place of the single active consumer, until the broker
            // has missed two of these.
            host.Heartbeat(TimeSpan.FromSeconds(options.HeartbeatSeconds));
        });
    }

    private static int Concurrency(BusOptions options) =>
        options.Concurrency > 0 ? options.Concurrency : 4 * Environment.ProcessorCount;
}
