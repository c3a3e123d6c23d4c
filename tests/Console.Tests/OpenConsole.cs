using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Microsoft.Playwright;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.TestKit;

namespace OnRecord.Web.Tests;

/// <summary>A standalone process with a story in it, and Debian's Chromium to look at its console.</summary>
public sealed class OpenConsole : IAsyncLifetime
{
    private static readonly DateTimeOffset Day = DateTimeOffset.UtcNow.AddHours(-9);

    private readonly ScratchFolder _folder = new();
    private ServiceProcess _process = null!;
    private GrpcChannel _channel = null!;
    private IPlaywright _playwright = null!;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Where the console is served.</summary>
    public Uri Address => _process.HttpAddress;

    /// <summary>The story that the articles make.</summary>
    public string StoryId { get; private set; } = "";

    private Story Story { get; set; } = new();

    public IngestService.IngestServiceClient Ingest => new(_channel);

    public async Task InitializeAsync()
    {
        _process = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string>
        {
            ["Storage:Folder"] = _folder.Path,
            ["Logging:LogLevel:Default"] = "Warning",
        });
        _channel = GrpcChannel.ForAddress(_process.GrpcAddress);
        await SubmitAsync(
            "Fjord Messenger", "Mayor says Aldvik bridge is safe", 0,
            """
            The Aldvik bridge is safe, Mayor Ingrid Solberg said on Monday.

            "There are no cracks in the Aldvik bridge," Solberg told reporters. She denied that the bridge would be closed.
            """);
        await SubmitAsync(
            "Western Chronicle", "Engineer warns of cracks in Aldvik bridge", 3,
            """
            Engineer Tomas Lind confirmed on Monday that the Aldvik bridge has cracks.

            Lind said the Aldvik bridge must be closed. Mayor Ingrid Solberg rejected his demand. The road office declined to comment on the cracks in the bridge.
            """);
        StoryId = await Eventually.GetAsync(
            async () => (await new SearchService.SearchServiceClient(_channel).ListHotStoriesAsync(new ListHotStoriesRequest())).Stories
                .FirstOrDefault(story => story.ArticleCount == 2)?.StoryId ?? "",
            story => story.Length > 0,
            "two articles in one story");
        Story = (await new SearchService.SearchServiceClient(_channel).GetStoryAsync(new GetStoryRequest { StoryId = StoryId })).Story;
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _channel?.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Hands in an article and waits until it is indexed: a page of hits shows what is there when it opens.</summary>
    /// <param name="outlet">Outlet.</param>
    /// <param name="title">Headline.</param>
    /// <param name="hours">Hours after the story began.</param>
    /// <param name="text">Body.</param>
    public async Task SubmitAsync(string outlet, string title, int hours, string text)
    {
        var submitted = await Ingest.SubmitArticleAsync(new SubmitArticleRequest
        {
            Article = new ArticleInput
            {
                Outlet = outlet,
                Title = title,
                Text = text,
                PublishTime = Day.AddHours(hours).ToTimestamp(),
            },
        });
        await Eventually.TrueAsync(
            async () => (await Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article.State == ArticleState.Indexed,
            $"'{title}' is indexed");
    }

    /// <summary>Puts ids of the story into a path with {story}, {article} or {entity}.</summary>
    public string Fill(string path) => path
        .Replace("{story}", StoryId, StringComparison.Ordinal)
        .Replace("{article}", Story.Timeline[0].Article.ArticleId, StringComparison.Ordinal)
        .Replace("{entity}", Story.Entities[0].Entity.EntityId, StringComparison.Ordinal);

    /// <summary>Opens a page.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await Browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
        });
        await page.GotoAsync(new Uri(Address, path).ToString());
        return page;
    }

    /// <summary>Waits until a page that lives listens: its connection takes the place of what came with the response, and what was opened before closes.</summary>
    public static Task LiveAsync(IPage page) =>
        Assertions.Expect(page.Locator(".live")).ToBeVisibleAsync();

    /// <summary>Keeps a picture under artifacts/screenshots.</summary>
    public static Task KeepAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = RepoRoot.Combine("artifacts", "screenshots", name + ".png"), FullPage = true });

    /// <summary>What axe (axe-core, Deque) holds against a page: a line a broken rule, with the first element that breaks it.</summary>
    public static async Task<string[]> BarriersAsync(IPage page)
    {
        var program = Environment.GetEnvironmentVariable("ONRECORD_TEST_AXE")
            ?? throw new InvalidOperationException("ONRECORD_TEST_AXE is not set: run ./test.sh Console, or point it at axe.min.js of npm's axe-core.");
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = program });
        return await page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.map(rule => `${rule.id} (${rule.impact}): ${rule.nodes[0].html}`)");
    }

    private static string Chromium() =>
        new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("A browser is needed: apt-get install chromium");
}

/// <summary>Tests that share one <see cref="OpenConsole"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SharedConsole : ICollectionFixture<OpenConsole>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "console";
}
