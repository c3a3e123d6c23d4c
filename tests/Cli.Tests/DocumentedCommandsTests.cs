using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.Cli.Tests;

/// <summary>What the documentation tells people to type is understood: by the parser of the command line, by the routes of the API, by the list of keys.</summary>
public sealed partial class DocumentedCommandsTests
{
    // Served beside the API.
    private static readonly string[] OtherPaths = ["/healthz", "/readyz", "/mcp", "/openapi", "/openapi/v1.json"];

    private static readonly List<MethodDescriptor> Methods =
        [.. new[] { IngestReflection.Descriptor, EntityReflection.Descriptor, StanceReflection.Descriptor, SearchReflection.Descriptor }.SelectMany(file => file.Services).SelectMany(service => service.Methods)];

    public static TheoryData<string> Pages() => [.. Documents.Paths];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_of_the_command_line_are_understood(string document)
    {
        var faults = Code(document).Select(Typed).Where(words => words is ["onrecord", _, ..])
            .SelectMany(words => CommandTree.Check(words[1..]).Where(fault => !IsMissing(fault)).Select(fault => $"{string.Join(' ', words)}: {fault}")).ToList();

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Addresses_lead_to_a_method(string document)
    {
        var paths = Found(document, Address()).Where(path => path.Length > 1 && !path.Contains('…', StringComparison.Ordinal)).ToList();

        Assert.DoesNotContain(paths, path => !OtherPaths.Contains(path) && !Methods.Exists(method => Answers(method, path)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Keys_and_files_that_commands_name_are_there(string document)
    {
        var known = File.ReadAllText(RepoRoot.Combine("docs", "configuration.md"));
        var keys = Found(document, Key()).Select(key => ListNumber().Replace(key, ":N"));
        var files = Found(document, Project());

        Assert.DoesNotContain(keys, key => !known.Contains($"`{key}", StringComparison.Ordinal));
        Assert.DoesNotContain(files, path => !IsExample(path) && !Path.Exists(RepoRoot.Combine(path.Split('/'))));
    }

    [Fact]
    public void There_are_commands_and_addresses_to_look_at()
    {
        var code = Documents.Paths.SelectMany(Code).ToList();

        Assert.True(code.Select(Typed).Count(words => words is ["onrecord", _, ..]) > 20);
        Assert.Contains(code, line => Address().IsMatch(line));
        Assert.Contains(code, line => Project().IsMatch(line));
    }

    // A sentence may name a command without all that it needs.
    private static bool IsMissing(string fault) =>
        fault.StartsWith("Say what to do", StringComparison.Ordinal) || fault.Contains(" is missing: ", StringComparison.Ordinal);

    // The service that docs/adding-a-service.md adds; what deploy/secrets.sh writes.
    private static bool IsExample(string path) => path.Contains("digest", StringComparison.OrdinalIgnoreCase) || path.StartsWith("deploy/secrets/", StringComparison.Ordinal);

    private static IEnumerable<string> Code(string document) => Documents.Blocks(document).Concat(Documents.Spans(document));

    private static List<string> Found(string document, Regex what) =>
        [.. Code(document).SelectMany(line => what.Matches(line).Select(match => match.Groups[1].Value))];

    /// <summary>The first command of a line as a shell would split it: quotes hold together; pipes, redirections and comments end it.</summary>
    internal static string[] Typed(string line)
    {
        var words = new List<string>();
        foreach (Match word in Word().Matches(line))
        {
            if (word.Value[0] is '|' or '>' or '#' or ';' or '&')
            {
                break;
            }

            words.Add(word.Value.Replace("'", "", StringComparison.Ordinal).Trim('"'));
        }

        return [.. words];
    }

    private static bool Answers(MethodDescriptor method, string path)
    {
        if (path == $"/{method.Service.FullName}/{method.Name}")
        {
            return true;
        }

        var rule = method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);
        var template = rule?.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => rule.Get,
            HttpRule.PatternOneofCase.Post => rule.Post,
            HttpRule.PatternOneofCase.Delete => rule.Delete,
            _ => null,
        };
        return template is not null && Regex.IsMatch(path, $"^{Variable().Replace(Regex.Escape(template).Replace("\\{", "{", StringComparison.Ordinal), "[^/:]+")}$");
    }

    [GeneratedRegex("""'[^']*'|"[^"]*"|[|>#;&]|[^\s'"|>;&]+""")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:127\.0\.0\.1|localhost):\d+(?<path>/[\w./:{}…-]*)")]
    private static partial Regex Address();

    [GeneratedRegex(@"--(?<key>[A-Z]\w+:[\w:]+)")]
    private static partial Regex Key();

    [GeneratedRegex(@":\d+(?=:|$)")]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"(?<![\w/.-])(?<path>(?:services|tools|tests|samples|deploy|protos|docs)/[\w./-]+\w)")]
    private static partial Regex Project();

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Variable();
}
