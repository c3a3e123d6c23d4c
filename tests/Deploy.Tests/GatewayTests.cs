using System.Text.RegularExpressions;
using OnRecord.TestKit;
using Xunit;

namespace OnRecord.Deploy.Tests;

/// <summary>The gateway's map of paths against the contracts: each path of the JSON API, and each gRPC service, goes to the service whose it is.</summary>
public sealed partial class GatewayTests
{
    [Fact]
    public void Each_path_of_the_contracts_goes_to_its_service()
    {
        var map = MapOf(File.ReadAllText(RepoRoot.Combine("deploy", "gateway", "nginx.conf")));
        var paths = Directory.EnumerateFiles(RepoRoot.Combine("protos", "onrecord"), "*.proto", SearchOption.AllDirectories)
            .SelectMany(file => HttpPath().Matches(File.ReadAllText(file)).Select(match => (
                Service: Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!, Path: Variable().Replace(match.Groups[1].Value, "some-id"))))
            .ToList();
        paths.AddRange(paths.Select(one => one.Service).Distinct().ToList().ConvertAll(service => (service, $"/onrecord.{service}.v1.Service/Method")));

        Assert.True(paths.Count > 20, $"{paths.Count} paths found");
        Assert.All(paths, one => Assert.Equal((one.Path, one.Service), (one.Path, map.First(rule => rule.Pattern.IsMatch(one.Path)).Service)));
    }

    /// <summary>The map's rules, in their order; the default matches all.</summary>
    private static List<(Regex Pattern, string Service)> MapOf(string configuration) =>
    [
        .. Rule().Matches(Map().Match(configuration).Groups[1].Value).Select(rule => (
            new Regex(rule.Groups[1].Value is "default" ? "" : rule.Groups[1].Value.TrimStart('~')), rule.Groups[2].Value)),
    ];

    [GeneratedRegex(@"(?:get|post|put|patch|delete): ""(/v1/[^""]+)""")]
    private static partial Regex HttpPath();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"map \$uri \$service \{(.+?)\n  \}", RegexOptions.Singleline)]
    private static partial Regex Map();

    [GeneratedRegex(@"^\s*(\S+)\s+(\w+);", RegexOptions.Multiline)]
    private static partial Regex Rule();
}
