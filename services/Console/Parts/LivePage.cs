using Microsoft.AspNetCore.Components;
using OnRecord.Api.Search.V1;

namespace OnRecord.Web.Parts;

/// <summary>
/// A page that loads again when a story that it shows changes: at most every two seconds, because a breaking story changes with
/// every article.
/// </summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private Timer? _timer;
    private int _waiting;

    /// <summary>Grows with each reload; a <see cref="Fetch{T}"/> keyed by it loads again.</summary>
    protected int Generation { get; private set; }

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
        _ = InvokeAsync(() =>
        {
            Generation++;
            StateHasChanged();
        });
    }
}
