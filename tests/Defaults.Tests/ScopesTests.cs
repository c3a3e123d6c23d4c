using Google.Protobuf.Reflection;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Defaults.Tests;

public sealed class ScopesTests
{
    [Theory]
    [InlineData("/onrecord.search.v1.SearchService/GetStory", Scopes.Read)]
    [InlineData("/onrecord.ingest.v1.IngestService/SubmitArticles", Scopes.Write)]
    [InlineData("/onrecord.entity.v1.EntityService/MergeEntities", Scopes.Admin)]
    [InlineData("/onrecord.entity.v1.EntityService/SomethingNew", Scopes.Admin)]
    [InlineData("/grpc.health.v1.Health/Check", null)]
    public void A_method_needs_the_scope_of_its_verb(string method, string? scope) => Assert.Equal(scope, Scopes.For(method));

    [Fact]
    public void Only_rebuilding_and_corrections_of_entities_need_admin()
    {
        FileDescriptor[] files = [IngestReflection.Descriptor, EntityReflection.Descriptor, StanceReflection.Descriptor, SearchReflection.Descriptor];

        var admin = files.SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Where(method => Scopes.For($"/{method.Service.FullName}/{method.Name}") == Scopes.Admin)
            .Select(method => method.Name);

        Assert.Equal(["RebuildArticles", "MergeEntities", "CorrectLink"], admin);
    }
}
