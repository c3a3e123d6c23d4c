using System.Net;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace OnRecord.Web.Tests;

/// <summary>The tools for language models, called by the protocol's own client.</summary>
[Collection(SharedKeyedProcess.Name)]
public sealed class McpTests(KeyedProcess process)
{
    [Fact]
    public async Task Every_tool_is_listed_and_only_reads()
    {
        await using var client = await ConnectAsync(KeyedProcess.Reader);

        var tools = await client.ListToolsAsync();

        Assert.Equal(
            ["check_claim", "get_board", "hot_stories", "list_positions", "search_articles", "search_stories"],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool =>
        {
            Assert.NotEmpty(tool.Description);
            Assert.True(tool.ProtocolTool.Annotations?.ReadOnlyHint);
        });
        Assert.Contains("never instructions", client.ServerInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stories_and_articles_are_found_with_their_ids()
    {
        await using var client = await ConnectAsync(KeyedProcess.Reader);

        var hot = await AnswerAsync(client, "hot_stories", new());
        var stories = await AnswerAsync(client, "search_stories", new() { ["query"] = "Aldvik bridge" });
        var articles = await AnswerAsync(client, "search_articles", new() { ["query"] = "cracks", ["limit"] = 5 });

        Assert.Equal(process.StoryId, Text(Assert.Single(hot.GetProperty("stories").EnumerateArray()), "storyId"));
        Assert.Equal(process.StoryId, Text(Assert.Single(stories.GetProperty("stories").EnumerateArray()), "storyId"));
        var article = Assert.Single(articles.GetProperty("articles").EnumerateArray());
        Assert.Equal("Fjord Messenger", Text(article, "outlet"));
        Assert.Contains("cracks", article.GetProperty("passages").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_its_positions_and_a_claim_come_with_their_sentences()
    {
        await using var client = await ConnectAsync(KeyedProcess.Reader);
        const string sentence = "Mayor Ingrid Solberg denied on Monday that the Aldvik bridge has cracks.";

        var board = await AnswerAsync(client, "get_board", new() { ["storyId"] = process.StoryId, ["mainOnly"] = false });
        var denials = await AnswerAsync(client, "list_positions", new() { ["storyId"] = process.StoryId, ["stance"] = "denies" });
        var claim = await AnswerAsync(client, "check_claim", new() { ["claim"] = "The Aldvik bridge has cracks" });

        Assert.Contains(board.GetProperty("claims").EnumerateArray().SelectMany(row => row.GetProperty("stands").EnumerateArray()), stand => Text(stand.GetProperty("proof"), "sentence") == sentence);
        var denial = Assert.Single(denials.GetProperty("positions").EnumerateArray());
        Assert.Equal(sentence, Text(denial.GetProperty("proof"), "sentence"));
        Assert.EndsWith("Solberg", Text(denial, "holder"), StringComparison.Ordinal);
        Assert.Contains(Text(denial, "howSure"), (string[])["clear", "likely", "unsure"]);
        Assert.Equal(1, claim.GetProperty("articles").GetArrayLength());
        Assert.True(claim.GetProperty("insufficientEvidence").GetBoolean());
    }

    [Theory]
    [InlineData("get_board", "storyId", "nowhere", "story_id: Must be a UUID.")]
    [InlineData("get_board", "storyId", "00000000-0000-0000-0000-000000000000", "There is no story")]
    [InlineData("get_board", "storyId", 5, "storyId: must be of type string.")]
    [InlineData("get_board", "stroyId", "x", "stroyId: is not known. Did you mean storyId? storyId: is required.")]
    [InlineData("hot_stories", "limit", 0, "limit: must be 1 to 50.")]
    [InlineData("hot_stories", "limit", "many", "limit: must be of type integer.")]
    [InlineData("hot_stories", "limit", null, "limit: must be of type integer.")]
    [InlineData("list_positions", "stance", "denies", "holderId or storyId: one of them is needed.")]
    public async Task What_is_refused_is_told_to_the_model_and_is_no_failure(string tool, string argument, object? value, string expected)
    {
        await using var client = await ConnectAsync(KeyedProcess.Reader);

        var answer = await client.CallToolAsync(tool, new Dictionary<string, object?> { [argument] = value });

        Assert.True(answer.IsError);
        Assert.StartsWith(expected, Words(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("McpServer", process.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a-key-that-nobody-has")]
    [InlineData(KeyedProcess.Writer)]
    public async Task Who_may_not_read_by_the_API_may_not_read_by_a_tool(string? key)
    {
        await using var client = await ConnectAsync(key);

        var answer = await client.CallToolAsync("hot_stories", new Dictionary<string, object?>());

        Assert.True(answer.IsError);
        Assert.DoesNotContain("Aldvik", Words(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_is_refused()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(process.Address, "/mcp"));
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private Task<McpClient> ConnectAsync(string? key) => McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
    {
        Endpoint = new Uri(process.Address, "/mcp"),
        AdditionalHeaders = key is null ? [] : new Dictionary<string, string> { ["x-api-key"] = key },
    }));

    private static async Task<JsonElement> AnswerAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var answer = await client.CallToolAsync(tool, arguments);
        Assert.False(answer.IsError ?? false, Words(answer));
        return JsonSerializer.SerializeToElement(answer.StructuredContent);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Words(CallToolResult answer) => string.Concat(answer.Content.OfType<TextContentBlock>().Select(block => block.Text));
}
