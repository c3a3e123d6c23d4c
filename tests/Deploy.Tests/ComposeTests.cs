using System.Diagnostics;
using System.Text.RegularExpressions;
using OnRecord.TestKit;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace OnRecord.Deploy.Tests;

/// <summary>docker-compose.yml without an engine: every container is held short, and every password comes as a file that deploy/secrets.sh writes.</summary>
public sealed partial class ComposeTests
{
    private static readonly Dictionary<object, object> Compose = Load();

    public static TheoryData<string> Containers => [.. Map(Compose["services"]).Keys.Cast<string>()];

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_is_held_short(string name)
    {
        var container = Map(Map(Compose["services"])[name]);

        Assert.Equal(["ALL"], List(container["cap_drop"]));
        Assert.Equal(["no-new-privileges:true"], List(container["security_opt"]));
        Assert.Equal("unless-stopped", container["restart"]);
        Assert.Matches("^[0-9]+[mg]$", (string)container["mem_limit"]);
        Assert.Matches(@":(\$\{VERSION:-dev\}|v?\d+[\w.-]*)$", (string)container["image"]);
        Assert.All(List(container.GetValueOrDefault("ports")), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.DoesNotContain("privileged", container.Keys);
        // Of all that a container may be given, only what a server needs that begins as root.
        Assert.Empty(List(container.GetValueOrDefault("cap_add")).Except(["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"]));
    }

    [Fact]
    public void Who_analyses_gives_way_to_others_where_the_processor_is_full()
    {
        var services = Map(Compose["services"]);
        var weights = services.ToDictionary(service => (string)service.Key, service => (string?)Map(service.Value).GetValueOrDefault("cpu_shares"));

        Assert.Equal(["entity", "stance"], weights.Where(weight => weight.Value is not null).Select(weight => weight.Key).Order(StringComparer.Ordinal));
        // Without shares, a container has 1024.
        Assert.All(weights.Values.OfType<string>(), weight => Assert.InRange(int.Parse(weight, System.Globalization.CultureInfo.InvariantCulture), 2, 1023));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void What_a_container_names_is_there(string name)
    {
        var container = Map(Map(Compose["services"])[name]);
        var needed = container.GetValueOrDefault("depends_on") is Dictionary<object, object> conditions ? conditions.Keys.Cast<string>() : List(container.GetValueOrDefault("depends_on"));
        Assert.All(needed, other => Assert.Contains(other, Map(Compose["services"]).Keys.Cast<string>()));
        foreach (var volume in List(container.GetValueOrDefault("volumes")).Select(volume => volume.Split(':')[0]))
        {
            Assert.True(volume.StartsWith("./", StringComparison.Ordinal) ? Path.Exists(RepoRoot.Combine(volume)) : Map(Compose["volumes"]).ContainsKey(volume), volume);
        }

        // A file of a secret stands where a variable or an argument says.
        var text = new SerializerBuilder().Build().Serialize(container);
        Assert.All(SecretPath().Matches(text).Select(path => path.Groups[1].Value), secret => Assert.Contains(secret, Secrets(container)));
    }

    [Fact]
    public void Alerts_go_to_the_address_of_a_secret_that_Alertmanager_is_given()
    {
        using var text = File.OpenText(RepoRoot.Combine("deploy/alertmanager/alertmanager.yml"));
        var settings = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(text);
        var receiver = Map(Assert.Single((List<object>)settings["receivers"]));
        var webhook = Map(Assert.Single((List<object>)receiver["webhook_configs"]));

        Assert.Equal(Map(settings["route"])["receiver"], receiver["name"]);
        var secret = SecretPath().Match((string)webhook["url_file"]).Groups[1].Value;
        Assert.Contains(secret, Secrets(Map(Map(Compose["services"])["alertmanager"])));
        Assert.Contains($"deploy/secrets/{secret}", File.ReadAllText(RepoRoot.Combine("docs/operations.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_alert_is_explained_and_tested()
    {
        var alerts = Alert().Matches(File.ReadAllText(RepoRoot.Combine("deploy/prometheus/alerts.yml"))).Select(alert => alert.Groups[1].Value).ToList();
        var tests = File.ReadAllText(RepoRoot.Combine("deploy/prometheus/alerts.test.yml"));
        var page = File.ReadAllText(RepoRoot.Combine("docs/operations.md"));

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Matches($@"alertname: {alert}\s+exp_alerts:\s+(&\w+\s+)?- exp_labels", tests));
        Assert.All(alerts, alert => Assert.Matches($@"(?m)^\| .*`{alert}`.* \| \S", page));
    }

    [Fact]
    public void No_password_stands_in_a_variable()
    {
        var text = File.ReadAllText(RepoRoot.Combine("docker-compose.yml"));

        Assert.Equal(["REVISION", "VERSION"], Interpolation().Matches(text).Select(variable => variable.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_secret_is_written_once_and_passwords_of_before_are_kept()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.Combine("deploy"));
        File.Copy(RepoRoot.Combine("deploy/secrets.sh"), folder.Combine("deploy/secrets.sh"));
        await File.WriteAllTextAsync(folder.Combine(".env"), "POSTGRES_PASSWORD=of-before\n");
        var declared = Map(Compose["secrets"]);

        var first = await WriteAsync(folder);
        var second = await WriteAsync(folder);

        Assert.All(declared, secret => Assert.Contains(Path.GetFileName((string)Map(secret.Value)["file"]), first.Keys));
        Assert.Equal(first, second);
        Assert.Equal("Host=postgres;Username=onrecord;Password=of-before;Database=onrecord", first["Storage__ConnectionString"]);
        Assert.Equal($"amqp://onrecord:{first["rabbitmq_password"]}@rabbitmq:5672/", first["Bus__Host"]);
        Assert.Equal(48, first["redis_password"].Length);
        Assert.Equal("700", (await ProgramRun.ToEndAsync(new ProcessStartInfo("stat", ["--format=%a", folder.Combine("deploy/secrets")]))).Output.Trim());

        // Those of the services are settings that there are.
        var settings = File.ReadAllText(RepoRoot.Combine("docs/configuration.md"));
        Assert.All(declared.Keys.Cast<string>().Where(name => name.Contains("__", StringComparison.Ordinal)),
            name => Assert.Contains($"| `{Number().Replace(name.Replace("__", ":", StringComparison.Ordinal), ":N:")}` |", settings, StringComparison.Ordinal));
        // And each is somebody's.
        var used = Map(Compose["services"]).Values.SelectMany(container => Secrets(Map(container))).ToHashSet();
        Assert.Equal(declared.Keys.Cast<string>().Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    private static async Task<SortedDictionary<string, string>> WriteAsync(ScratchFolder folder)
    {
        var (code, output, errors) = await ProgramRun.ToEndAsync(new ProcessStartInfo("bash", [folder.Combine("deploy/secrets.sh")]));
        Assert.True(code == 0, output + errors);
        return new(Directory.EnumerateFiles(folder.Combine("deploy/secrets")).ToDictionary(path => Path.GetFileName(path), File.ReadAllText));
    }

    private static Dictionary<object, object> Load()
    {
        using var text = File.OpenText(RepoRoot.Combine("docker-compose.yml"));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text)));
    }

    private static IEnumerable<string> Secrets(Dictionary<object, object> container) =>
        ((List<object>?)container.GetValueOrDefault("secrets") ?? []).Select(secret => secret as string ?? (string)Map(secret)["source"]);

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;

    private static IEnumerable<string> List(object? node) => ((List<object>?)node ?? []).Cast<string>();

    [GeneratedRegex(@"/run/secrets/([\w.]+)")]
    private static partial Regex SecretPath();

    [GeneratedRegex(@":\d+:")]
    private static partial Regex Number();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"\$\{(\w+)")]
    private static partial Regex Interpolation();
}
