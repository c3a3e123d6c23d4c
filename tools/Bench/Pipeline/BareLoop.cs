using System.Diagnostics;
using MassTransit;
using OnRecord.Events;

namespace OnRecord.Bench;

/// <summary>
/// What the broker and MassTransit can do by themselves: an article's worth of text over four durable quorum queues, each consumer
/// publishing to the next, with the pipeline's prefetch and publisher confirms and nothing else.
/// </summary>
internal sealed class BareLoop : IAsyncDisposable
{
    private const int Window = 256;
    private const int Prefetch = 256;

    private readonly IBusControl _bus;
    private readonly SemaphoreSlim _window = new(Window);
    private int _through;

    private BareLoop(Uri host) => _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        var login = host.UserInfo.Split(':', 2);
        rabbit.Host(host.Host, (ushort)host.Port, Uri.UnescapeDataString(host.AbsolutePath.TrimStart('/')), settings =>
        {
            settings.Username(Uri.UnescapeDataString(login[0]));
            settings.Password(Uri.UnescapeDataString(login[^1]));
            settings.PublisherConfirmation = true;
        });
        rabbit.PrefetchCount = Prefetch;
        Hop<First>(rabbit, context => context.Publish(new Second(context.Message.Article)));
        Hop<Second>(rabbit, context => context.Publish(new Third(context.Message.Article)));
        Hop<Third>(rabbit, context => context.Publish(new Fourth(context.Message.Article)));
        Hop<Fourth>(rabbit, _ =>
        {
            Interlocked.Increment(ref _through);
            _window.Release();
            return Task.CompletedTask;
        });
    });

    /// <summary>Connects to a virtual host.</summary>
    public static async Task<BareLoop> StartAsync(Uri host)
    {
        var loop = new BareLoop(host);
        await loop._bus.StartAsync();
        return loop;
    }

    /// <summary>Sends articles round.</summary>
    /// <returns>Articles per second, from the first publication until the last consumer has the last one.</returns>
    public async Task<double> RunAsync(IReadOnlyList<ArticleContent> articles)
    {
        var clock = Stopwatch.StartNew();
        _through = 0;
        var publications = new List<Task>(articles.Count);
        foreach (var article in articles)
        {
            await _window.WaitAsync();
            publications.Add(_bus.Publish(new First(article)));
        }

        await Task.WhenAll(publications);
        while (Volatile.Read(ref _through) < articles.Count)
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(5))
            {
                throw new TimeoutException("The bare loop does not come to its end.");
            }

            await Task.Delay(5);
        }

        return articles.Count / clock.Elapsed.TotalSeconds;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync();
        _window.Dispose();
    }

    private static void Hop<T>(IRabbitMqBusFactoryConfigurator rabbit, Func<ConsumeContext<T>, Task> handle)
        where T : class =>
        rabbit.ReceiveEndpoint($"bench-{typeof(T).Name}", endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.Handler<T>(context => handle(context));
        });

    internal sealed record First(ArticleContent Article);

    internal sealed record Second(ArticleContent Article);

    internal sealed record Third(ArticleContent Article);

    internal sealed record Fourth(ArticleContent Article);
}
