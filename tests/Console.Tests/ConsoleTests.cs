using Microsoft.Playwright;
using OnRecord.TestKit;
using static Microsoft.Playwright.Assertions;

namespace OnRecord.Web.Tests;

[Collection(SharedConsole.Name)]
public sealed class ConsoleTests(OpenConsole console)
{
    [Fact]
    public async Task A_newcomer_gets_from_the_hot_stories_to_the_sentence_that_proves_a_stance()
    {
        var page = await console.OpenAsync("/");
        await OpenConsole.KeepAsync(page, "hot");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Aldvik bridge") }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who stands where" })).ToBeVisibleAsync();
        await OpenConsole.LiveAsync(page);
        await OpenConsole.KeepAsync(page, "story");

        var denial = page.Locator("td.stance-denies .holder", new() { HasText = "Solberg" }).First;
        await denial.ClickAsync();
        await OpenConsole.KeepAsync(page, "story-open");
        var why = page.Locator(".proof:visible .why").First;
        await why.Locator("summary").ClickAsync();
        await Expect(why.Locator("li").First).ToContainTextAsync("position: ");
        await page.Locator(".proof:visible a[href*='#evidence']").First.ClickAsync();

        await Expect(page.Locator("#evidence")).ToBeInViewportAsync();
        await OpenConsole.KeepAsync(page, "evidence");
    }

    [Fact]
    public async Task Search_marks_what_it_found_and_narrows_by_outlet()
    {
        var page = await console.OpenAsync("/");
        await page.GetByLabel("Search articles").FillAsync("cracks");
        await page.GetByLabel("Search articles").PressAsync("Enter");
        await Expect(page.Locator(".hits mark").First).ToContainTextAsync("crack", new() { IgnoreCase = true });
        await OpenConsole.KeepAsync(page, "search");

        await page.GetByRole(AriaRole.Link, new() { Name = "Fjord Messenger" }).ClickAsync();

        await Expect(page.Locator(".hits > li")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("/", "quick-search")]
    [InlineData("/search", "query")]
    public async Task A_search_box_proposes_what_the_stories_know(string path, string box)
    {
        var page = await console.OpenAsync(path);

        await page.Locator("#" + box).PressSequentiallyAsync("Ingr");

        await Expect(page.Locator($"#{box} + datalist option[value*='Solberg']").First).ToHaveTextAsync("name");
    }

    [Fact]
    public async Task A_claim_gets_a_tally()
    {
        var page = await console.OpenAsync("/check");
        await page.GetByLabel("Claim").FillAsync("The Aldvik bridge has cracks");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();

        await Expect(page.Locator(".tally")).ToBeVisibleAsync();
        await OpenConsole.KeepAsync(page, "claim");
    }

    [Fact]
    public async Task An_open_story_shows_a_new_article_without_a_reload()
    {
        var page = await console.OpenAsync($"/stories/{console.StoryId}");
        await OpenConsole.LiveAsync(page);

        await console.SubmitAsync(
            "Island Post", "Governor wants Aldvik bridge checked", 6,
            """
            Governor Astrid Moen demanded on Tuesday that the cracks in the Aldvik bridge be examined.

            Engineer Tomas Lind had said that the Aldvik bridge must be closed. Mayor Ingrid Solberg said the Aldvik bridge is safe.
            """);

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Governor wants Aldvik bridge checked" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_came_with_the_response_stays_until_the_live_page_is_there()
    {
        var page = await console.Browser.NewPageAsync();
        await page.AddInitScriptAsync(
            """
            new MutationObserver(() => {
              if (document.querySelector('.board')) window.shown = true;
              else if (window.shown) window.gone = true;
            }).observe(document, { childList: true, subtree: true });
            """);
        await page.GotoAsync(new Uri(console.Address, $"/stories/{console.StoryId}").ToString());
        await OpenConsole.LiveAsync(page);

        Assert.True(await page.EvaluateAsync<bool>("window.shown === true && window.gone !== true"));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task A_phone_shows_the_board_without_scrolling_sideways(ColorScheme scheme)
    {
        var page = await console.OpenAsync($"/stories/{console.StoryId}", width: 390, scheme);
        await Expect(page.Locator(".board")).ToBeVisibleAsync();
        await OpenConsole.KeepAsync(page, $"phone-{scheme}".ToLowerInvariant());

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    [Fact]
    public async Task The_keyboard_alone_opens_the_evidence()
    {
        var page = await console.OpenAsync($"/stories/{console.StoryId}");
        var holder = page.Locator(".holder").First;
        await OpenConsole.LiveAsync(page);
        var proofs = page.Locator(".proof:visible");
        await holder.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(proofs).ToHaveCountAsync(1);
        await Expect(holder).ToHaveAttributeAsync("aria-expanded", "true");

        await page.Keyboard.PressAsync("Escape");

        await Expect(proofs).ToHaveCountAsync(0);

        // From anywhere on the page.
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).FocusAsync();
        await page.Keyboard.PressAsync("e");

        await Expect(proofs).ToHaveCountAsync(await page.Locator(".board").First.Locator(".holder").CountAsync());
    }

    [Fact]
    public async Task A_board_on_paper_shows_every_sentence_and_nothing_to_press()
    {
        var page = await console.OpenAsync($"/stories/{console.StoryId}", scheme: ColorScheme.Dark);
        await OpenConsole.LiveAsync(page);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await OpenConsole.KeepAsync(page, "print");

        await Expect(page.Locator(".proof:visible blockquote").First).ToBeVisibleAsync();
        await Expect(page.Locator(".proof[hidden]:visible")).ToHaveCountAsync(await page.Locator(".holder").CountAsync());
        await Expect(page.Locator("nav:visible, form:visible, .tools:visible, summary:visible")).ToHaveCountAsync(0);
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Theory]
    [InlineData("/stories/{story}")]
    [InlineData("/articles/{article}")]
    [InlineData("/search?q=Unbreakable")]
    public async Task Words_without_an_end_wrap_on_a_phone(string path)
    {
        var endless = new string('W', 300);
        await console.SubmitAsync(
            $"Outlet{endless[..150]}", $"Unbreakable {endless} said no", 1,
            $"Spokeswoman Una {endless} denied on Monday that {endless} was closed. She said the Unbreakable {endless} is open.");
        var hostile = await console.OpenAsync("/search?q=Unbreakable", width: 390);
        await Expect(hostile.Locator(".hits > li")).ToHaveCountAsync(1);
        if (!path.StartsWith("/search", StringComparison.Ordinal))
        {
            var link = path.Contains("story", StringComparison.Ordinal) ? hostile.Locator(".hits a[href^='/stories/']") : hostile.Locator(".hits h3 a");
            await link.First.ClickAsync();
            await Expect(hostile.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Unbreakable");
        }

        await OpenConsole.KeepAsync(hostile, "phone-hostile-" + path.Split('/', '?')[1]);
        Assert.True(await hostile.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    [Fact]
    public async Task A_board_can_be_taken_away()
    {
        using var http = new HttpClient { BaseAddress = console.Address };

        var csv = await http.GetStringAsync(new Uri($"/stories/{console.StoryId}/board.csv", UriKind.Relative));
        var json = await http.GetStringAsync(new Uri($"/stories/{console.StoryId}/board.json", UriKind.Relative));
        var missing = await http.GetAsync(new Uri($"/stories/{Guid.Empty}/board.csv", UriKind.Relative));

        Assert.StartsWith("claim,contested,holder,stance,sentence,", csv, StringComparison.Ordinal);
        Assert.Contains("\"Denies\"", csv, StringComparison.Ordinal);
        Assert.Contains("\"storyId\"", json, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task An_article_shows_its_positions_in_its_text()
    {
        var page = await console.OpenAsync(console.Fill("/articles/{article}"));

        await Expect(page.Locator(".article-text mark.said").First).ToBeVisibleAsync();
        await Expect(page.Locator("aside .positions > li").First).ToBeVisibleAsync();
        await OpenConsole.KeepAsync(page, "article");
    }

    [Fact]
    public async Task A_feed_that_cannot_be_read_says_so()
    {
        await console.Ingest.CreateFeedAsync(new() { Feed = new() { Url = "https://feed.invalid/rss", Outlet = "Nowhere Post" } });
        var page = await console.OpenAsync("/feeds");

        await Eventually.TrueAsync(
            async () =>
            {
                await page.ReloadAsync();
                return await page.GetByText("failure").CountAsync() == 1;
            },
            "the failure is shown");

        foreach (var width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await OpenConsole.KeepAsync(page, $"feeds-{width}");
            Assert.Empty(await OpenConsole.BarriersAsync(page));
        }
    }

    [Fact]
    public async Task Filters_in_force_are_marked_and_can_be_removed()
    {
        var page = await console.OpenAsync("/search?q=bridge&outlet=Fjord%20Messenger&since=2020-01-01");
        await Expect(page.Locator(".chip.on")).ToHaveCountAsync(2);
        await OpenConsole.KeepAsync(page, "search-filtered");

        await page.GetByRole(AriaRole.Link, new() { Name = "Remove the filter Fjord Messenger" }).ClickAsync();

        await Expect(page.Locator(".chip.on")).ToHaveCountAsync(1);
        await Expect(page.Locator(".hits > li").Nth(1)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_claim_that_nobody_speaks_about_is_not_known()
    {
        var page = await console.OpenAsync("/check?claim=Penguins%20govern%20the%20moon");

        await Expect(page.Locator(".verdict")).ToContainTextAsync("OnRecord does not know");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/stories/{story}")]
    [InlineData("/search?q=bridge")]
    [InlineData("/check?claim=The%20Aldvik%20bridge%20has%20cracks")]
    [InlineData("/articles/{article}")]
    [InlineData("/entities/{entity}")]
    [InlineData("/feeds")]
    [InlineData("/quality")]
    [InlineData("/not-there")]
    public async Task Axe_finds_no_barrier(string path)
    {
        var page = await console.OpenAsync(console.Fill(path));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        foreach (var width in new[] { 1280, 390 })
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });

                Assert.Empty(await OpenConsole.BarriersAsync(page));
            }

            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), $"{path} scrolls sideways at {width} px");
        }
    }

    [Theory]
    [InlineData("/stories/00000000-0000-0000-0000-000000000000")]
    [InlineData("/stories/no-id")]
    [InlineData("/articles/no-id")]
    public async Task An_address_that_leads_nowhere_says_so(string path)
    {
        var page = await console.Browser.NewPageAsync();
        var answer = await page.GotoAsync(new Uri(console.Address, path).ToString());

        Assert.Equal(404, answer!.Status);
        await Expect(page).ToHaveTitleAsync("There is nothing here · OnRecord");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing at this address");
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Hot stories" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/search?q=bridge&since=03/04/2026", "\"03/04/2026\" is no day as this page reads it. Write year-month-day")]
    [InlineData("/search?q=bridge&since=2026-05-01&until=2026-01-01", "The first day, 2026-05-01, comes after the last, 2026-01-01.")]
    [InlineData("/search?q=bridge&stance=shouts", "There is no stance \"shouts\". There are: Affirms, Denies,")]
    [InlineData("/search?q=bridge&page=2", "This link to more results does not belong to this search.")]
    public async Task A_search_that_cannot_be_read_says_why(string path, string expected)
    {
        var page = await console.Browser.NewPageAsync();
        var answer = await page.GotoAsync(new Uri(console.Address, path).ToString());

        Assert.Equal(400, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(expected);
        await Expect(page.Locator("#query")).ToHaveValueAsync("bridge");
    }

    [Theory]
    [InlineData("?from=abc&to=7")]
    [InlineData("?from=-1&to=99999999999")]
    [InlineData("?from=1000000&to=2")]
    public async Task A_broken_link_to_a_sentence_still_shows_the_article(string query)
    {
        var page = await console.Browser.NewPageAsync();
        var answer = await page.GotoAsync(new Uri(console.Address, console.Fill("/articles/{article}") + query).ToString());

        Assert.Equal(200, answer!.Status);
        await Expect(page.Locator(".article-text p").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Text_of_an_article_is_never_taken_for_markup()
    {
        await console.SubmitAsync(
            "Harbour Post", "Strange <script>window.broken = true</script> headline from Orrinsay", 0,
            "The town of Orrinsay said on Monday that <img src=x onerror='window.broken = true'> is not a picture of its harbour, nor of anything else.");
        var page = await console.OpenAsync("/search?q=Orrinsay");
        await Expect(page.Locator(".hits > li")).ToHaveCountAsync(1);

        Assert.False(await page.EvaluateAsync<bool>("window.broken === true"));
    }
}
