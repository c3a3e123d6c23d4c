using Google.Api;
using Microsoft.OpenApi.Models;
using Microsoft.OpenApi.Readers;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Web.Tests;

/// <summary>The OpenAPI document of the JSON API, which anybody may read.</summary>
[Collection(SharedKeyedProcess.Name)]
public sealed class OpenApiTests(KeyedProcess process)
{
    [Fact]
    public async Task The_document_is_valid_and_lists_every_route_of_the_contracts()
    {
        var (document, faults) = await ReadAsync();

        Assert.Empty(faults.Errors);
        var listed = document.Paths.SelectMany(path => path.Value.Operations.Select(operation => $"{operation.Key} {path.Key}".ToLowerInvariant()));
        Assert.Equal(Routes().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Calls_and_fields_are_described_in_the_words_of_the_contracts()
    {
        var (document, _) = await ReadAsync();

        var operations = document.Paths.Values.SelectMany(path => path.Operations.Values).ToList();
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace(operation.Summary), operation.OperationId));
        Assert.Equal(operations.Count, operations.Select(operation => operation.OperationId).Distinct().Count());
        Assert.Equal("Stories by heat, hottest first.", document.Paths["/v1/stories:hot"].Operations[OperationType.Get].Summary);
        var article = document.Components.Schemas["ingest.v1.ArticleInput"];
        Assert.Equal("date-time", article.Properties["publishTime"].Format);
        Assert.StartsWith("Plain text;", article.Properties["text"].Description, StringComparison.Ordinal);
        Assert.Equal("x-api-key", document.Components.SecuritySchemes["key"].Name);
    }

    [Fact]
    public async Task The_watch_on_stories_is_a_stream_of_events_and_all_else_is_JSON()
    {
        var (document, _) = await ReadAsync();

        var streams = document.Paths.Where(path => path.Value.Operations.Values.Any(operation => operation.Responses["200"].Content.ContainsKey("text/event-stream")));
        Assert.Equal("/v1/stories:watch", Assert.Single(streams).Key);
        Assert.All(
            document.Paths.SelectMany(path => path.Value.Operations.Values).Select(operation => operation.Responses["200"].Content),
            content => Assert.NotNull(Assert.Single(content).Value.Schema.Reference));
    }

    private async Task<(OpenApiDocument Document, OpenApiDiagnostic Faults)> ReadAsync()
    {
        using var http = new HttpClient { BaseAddress = process.Address };
        await using var json = await http.GetStreamAsync("/openapi/v1.json");
        var read = await new OpenApiStreamReader().ReadAsync(json);
        return (read.OpenApiDocument, read.OpenApiDiagnostic);
    }

    // As the proto files say: option (google.api.http) = {get: "/v1/stories/{story_id}"} is GET /v1/stories/{storyid}, blind to case.
    private static IEnumerable<string> Routes() =>
        from file in new[] { IngestReflection.Descriptor, EntityReflection.Descriptor, StanceReflection.Descriptor, SearchReflection.Descriptor }
        from service in file.Services
        from method in service.Methods
        let rule = method.GetOptions()?.GetExtension(AnnotationsExtensions.Http)
        where rule is not null
        select $"{rule.PatternCase} {PathOf(rule)}".Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string PathOf(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => rule.Get,
        HttpRule.PatternOneofCase.Post => rule.Post,
        HttpRule.PatternOneofCase.Delete => rule.Delete,
        _ => throw new NotSupportedException(rule.PatternCase.ToString()),
    };
}
