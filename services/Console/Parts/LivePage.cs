using Microsoft.AspNetCore.Components;
using OnRecord.Api.Search.V1;

namespace OnRecord.Web.Parts;

/// <summary>
/// A page that loads again when a story that it shows changes: at most every two seconds, because a breaking story changes with
/// every article.
/// </summary>
/// <typeparam name="T">What the page shows.</typeparam>
public abstract class LivePage<T> : ComponentBase, IDisposable
    where T : class
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private Timer? _timer;
    private int _waiting;

    /// <summary>What the services answered last.</summary>
    protected Answer<T>? Answer { get; private set; }

    /// <summary>The process' watch on stories.</summary>
    [Inject] protected LiveStories Live { get; set; } = null!;

    /// <summary>The services.</summary>
    [Inject] protected Backends Backends { get; set; } = null!;

    /// <inheritdoc />
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Live.Changed -= OnChanged;
        _timer?.Dispose();
    }

    /// <summary>
    /// Loads before the first rendering: the page that came with the response stays in its place until the one that lives is there,
    /// instead of giving way to an empty one for a moment.
    /// </summary>
    /// <param name="parameters">The page's parameters.</param>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        Answer = await Answers.OfAsync(LoadAsync());
        await base.SetParametersAsync(ParameterView.Empty);
    }

    /// <summary>Asks the services. Throws <see cref="Grpc.Core.RpcException"/>.</summary>
    protected abstract Task<T> LoadAsync();

    /// <summary>Whether the page shows something of this change.</summary>
    protected abstract bool Shows(WatchStoriesResponse update);

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        // Only a page that is open in a browser listens; one that is rendered and sent off does not.
        if (firstRender)
        {
            _timer = new Timer(_ => Reload());
            Live.Changed += OnChanged;
        }
    }

    private void OnChanged(WatchStoriesResponse update)
    {
        if (Shows(update) && Interlocked.Exchange(ref _waiting, 1) == 0)
        {
            _timer?.Change(Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private void Reload()
    {
        Interlocked.Exchange(ref _waiting, 0);
        _ = InvokeAsync(async () =>
        {
            Answer = await Answers.OfAsync(LoadAsync());
            StateHasChanged();
        });
    }
}
