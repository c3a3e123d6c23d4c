using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OnRecord.TestKit;
using static Microsoft.Playwright.Assertions;

namespace OnRecord.Web.Tests;

/// <summary>Who has not signed in sees nothing, where signing in is set up; and the way in by password and by an issuer.</summary>
[Collection(SharedConsole.Name)]
public sealed partial class SignInTests(OpenConsole console)
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_user_of_the_list_signs_in_and_out()
    {
        await using var process = await StartAsync(new() { ["Console:Users:0:Name"] = "ana", ["Console:Users:0:PasswordHash"] = Hash(Password) });
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = process.HttpAddress };
        foreach (var path in new[] { "/", "/search?q=x", "/feeds", "/suggestions?prefix=al", "/stories/1/board.csv", "/_blazor/negotiate" })
        {
            using var answer = path.StartsWith("/_blazor", StringComparison.Ordinal) ? await http.PostAsync(path, null) : await http.GetAsync(path);
            var refused = answer.StatusCode == HttpStatusCode.Unauthorized
                || (answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal));
            Assert.True(refused, $"{path}: {answer.StatusCode}");
        }

        var page = await console.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(process.HttpAddress, "/check").ToString());
        await EnterAsync(page, "ana", "wrong horse battery");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await OpenConsole.KeepAsync(page, "sign-in");
        await EnterAsync(page, "ana", Password);
        await Expect(page.GetByLabel("Claim")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/check$"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(process.HttpAddress.ToString());
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
        Assert.Contains("ana signed in from 127.0.0.1", process.Log, StringComparison.Ordinal);
        Assert.Contains("A wrong password came from 127.0.0.1", process.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_whom_the_issuer_knows_signs_in_when_they_have_the_claim()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var process = await StartAsync(new()
        {
            ["Console:OpenId:Authority"] = issuer.Address.ToString().TrimEnd('/'),
            ["Console:OpenId:ClientId"] = TestIssuer.ClientId,
            ["Console:OpenId:ClientSecret"] = TestIssuer.ClientSecret,
            ["Console:OpenId:RequiredClaim"] = "groups",
            ["Console:OpenId:RequiredValue"] = "newsroom",
        });
        var page = await console.Browser.NewPageAsync();

        issuer.Group = "cleaning";
        await page.GotoAsync(new Uri(process.HttpAddress, "/check").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();

        issuer.Group = "newsroom";
        await page.GotoAsync(new Uri(process.HttpAddress, "/check").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with" }).ClickAsync();
        await Expect(page.GetByLabel("Claim")).ToBeVisibleAsync();
        Assert.Contains("Bo Quist signed in by", process.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_console_of_its_own_asks_who_comes_and_the_user_of_compose_may_sign_in()
    {
        var apart = new Dictionary<string, string> { ["Console:Search"] = $"http://127.0.0.1:{FreePort.Next()}" };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(apart));
        Assert.Contains("Every visitor would read", refused.Message, StringComparison.Ordinal);

        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.Combine("deploy"));
        File.Copy(RepoRoot.Combine("deploy/secrets.sh"), folder.Combine("deploy/secrets.sh"));
        var (code, _, errors) = await ProgramRun.ToEndAsync(new("bash", [folder.Combine("deploy/secrets.sh")]));
        Assert.True(code == 0, errors);
        await using var process = await StartAsync(new(apart) { ["Secrets:Folder"] = folder.Combine("deploy/secrets") });

        var page = await console.Browser.NewPageAsync();
        await page.GotoAsync(new Uri(process.HttpAddress, "/check").ToString());
        await EnterAsync(page, "reader", await File.ReadAllTextAsync(folder.Combine("deploy/secrets/console_password")));
        await Expect(page.GetByLabel("Claim")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_console_that_has_a_key_reads_for_anonymous_visitors_only_when_told_so()
    {
        var key = new Dictionary<string, string> { ["Console:ApiKey"] = "some-key" };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(key));
        Assert.Contains("Console:AllowAnonymous=true", refused.Message, StringComparison.Ordinal);

        await using var process = await StartAsync(new(key) { ["Console:AllowAnonymous"] = "true" });
        using var http = new HttpClient { BaseAddress = process.HttpAddress };
        // There is no search to ask: the page says so, and asks nobody who they are.
        using var answer = await http.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Hot stories", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_guesses_passwords_is_not_listened_to_for_a_while()
    {
        await using var process = await StartAsync(new() { ["Console:Users:0:Name"] = "ana", ["Console:Users:0:PasswordHash"] = Hash(Password) });
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = process.HttpAddress };
        var token = Token().Match(await http.GetStringAsync("/sign-in")).Groups[1].Value;
        async Task<HttpStatusCode> TryAsync(string password)
        {
            using var entry = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = token,
                ["Given.Name"] = "ana",
                ["Given.Password"] = password,
            });
            using var answer = await http.PostAsync("/sign-in", entry);
            return answer.StatusCode;
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await TryAsync($"guess number {i}"));
        }

        // Who is let in is sent on (302); this is the form again.
        Assert.Equal(HttpStatusCode.OK, await TryAsync(Password));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    // Its own console process: the pages need no services to ask who comes.
    private static Task<ServiceProcess> StartAsync(Dictionary<string, string> settings) =>
        ServiceProcess.StartAsync("Console", new Dictionary<string, string>(settings) { ["Console:TimeoutSeconds"] = "1" });

    private static async Task EnterAsync(IPage page, string name, string password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private static string Hash(string password)
    {
        using var cli = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [ServiceAssembly.Cli, "hash-password"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        cli.StandardInput.WriteLine(password);
        cli.StandardInput.Close();
        return cli.StandardOutput.ReadToEnd().Trim();
    }
}
