using OnRecord.Entities;
using OnRecord.Entities.Index;
using OnRecord.TestKit;

namespace OnRecord.Cli.Tests;

/// <summary>One after the other with the other tests that write to the console of the process.</summary>
[Collection("console")]
public sealed class KbFilesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task An_index_is_made_out_of_a_dump()
    {
        var to = Path.Combine(_folder.Path, "own.index");

        var (exit, output) = await RunAsync("kb", "build", "--dump", SharedData.Path("kb-facts-more/wikidata-sample.json.gz"), "--to", to, "--profile", "full");

        Assert.Equal(ExitCode.Success, exit);
        Assert.Contains("entries\t69", output, StringComparison.Ordinal);
        using var index = KnowledgeIndex.Open(to);
        Assert.Equal("Berlin", new KnowledgeBase(index, []).Get("Q64")!.Name);
    }

    [Fact]
    public async Task Overrides_are_made_out_of_a_result_and_of_own_ones_which_come_last()
    {
        var result = Write("result.json", """{"results":{"bindings":[{"person":{"value":"http://www.wikidata.org/entity/Q64"},"personLabel":{"value":"Ada"},"officeLabel":{"value":"mayor"},"start":{"value":"2026-01-01T00:00:00Z"}}]}}""");
        var own = Write("own.jsonl", """{"name": "Harbour Bank", "type": "ORGANIZATION"}""");
        var to = Path.Combine(_folder.Path, "overrides.jsonl");

        var (exit, output) = await RunAsync("kb", "update", "--sparql", result, "--overrides", own, "--to", to);

        Assert.Equal((ExitCode.Success, "entries\t2"), (exit, output.Trim()));
        Assert.Equal(["Ada", "Harbour Bank"], KnowledgeOverrides.Read(to).Select(entry => entry.Name));
    }

    [Fact]
    public async Task Wrong_overrides_are_refused_and_leave_the_file_as_it_was()
    {
        var own = Write("own.jsonl", """{"name": "Harbour Bank", "type": "ROBOT"}""");
        var to = Write("overrides.jsonl", "before");

        var (exit, _) = await RunAsync("kb", "update", "--overrides", own, "--to", to);

        Assert.NotEqual(ExitCode.Success, exit);
        Assert.Equal("before", await File.ReadAllTextAsync(to));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Exit, string Output)> RunAsync(params string[] args)
    {
        var output = Console.Out;
        using var written = new StringWriter();
        try
        {
            Console.SetOut(written);
            return (await CommandTree.RunAsync(args), written.ToString());
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
