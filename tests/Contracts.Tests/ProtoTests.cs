using Google.Api;
using Google.Protobuf.Reflection;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Contracts.Tests;

public sealed class ProtoTests
{
    private static readonly ServiceDescriptor[] Services =
        [IngestService.Descriptor, EntityService.Descriptor, StanceService.Descriptor, SearchService.Descriptor];

    public static TheoryData<string> UnaryMethods() =>
        [.. Services.SelectMany(service => service.Methods).Where(IsUnary).Select(method => method.FullName)];

    [Theory]
    [MemberData(nameof(UnaryMethods))]
    public void Every_unary_method_is_also_JSON_over_HTTP(string method)
    {
        var rule = RuleOf(Find(method));

        Assert.NotNull(rule);
        Assert.NotEqual(HttpRule.PatternOneofCase.None, rule.PatternCase);
    }

    [Fact]
    public void No_two_methods_share_a_route()
    {
        // Standalone serves all four services on one port.
        var routes = Services.SelectMany(service => service.Methods).Where(IsUnary).Select(method => Route(RuleOf(method))).ToList();

        Assert.Equal(routes.Count, routes.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(UnaryMethods))]
    public void A_list_that_pages_names_its_fields_as_all_others_do(string method)
    {
        var request = Find(method).InputType;
        var response = Find(method).OutputType;

        if (request.FindFieldByName("page_token") is not null)
        {
            Assert.NotNull(request.FindFieldByName("page_size"));
            Assert.NotNull(response.FindFieldByName("next_page_token"));
        }
    }

    private static bool IsUnary(MethodDescriptor method) => !method.IsClientStreaming && !method.IsServerStreaming;

    private static MethodDescriptor Find(string fullName) =>
        Services.SelectMany(service => service.Methods).Single(method => method.FullName == fullName);

    private static HttpRule? RuleOf(MethodDescriptor method) => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);

    private static string Route(HttpRule? rule) => rule switch
    {
        { Get.Length: > 0 } => $"GET {rule.Get}",
        { Post.Length: > 0 } => $"POST {rule.Post}",
        { Delete.Length: > 0 } => $"DELETE {rule.Delete}",
        _ => throw new InvalidOperationException($"Unexpected rule {rule}."),
    };
}
