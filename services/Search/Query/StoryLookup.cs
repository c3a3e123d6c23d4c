using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>
/// GetStory over gRPC, on its own because it is the hot path: the answer leaves as the bytes that the cache holds, never parsed or
/// serialised again. The wire is the same as the generated method's, which serves JSON.
/// </summary>
[BindServiceMethod(typeof(StoryLookupMethods), nameof(StoryLookupMethods.BindNothing))]
internal sealed class StoryLookup(StoryCache cache, HotStories hot)
{
    public async Task<CachedStory> GetStory(GetStoryRequest request, ServerCallContext context)
    {
        var story = await FindAsync(request, context.CancellationToken);
        hot.Note(story.StoryId);
        return story;
    }

    /// <summary>Finds the story, or answers INVALID_ARGUMENT or NOT_FOUND.</summary>
    public async ValueTask<CachedStory> FindAsync(GetStoryRequest request, CancellationToken cancellation)
    {
        if (!Guid.TryParse(request.StoryId, out var storyId))
        {
            var faults = new RequestFaults();
            faults.Uuid(request.StoryId, "story_id");
            faults.ThrowIfAny();
        }

        return await cache.GetAsync(storyId, cancellation) ?? throw RequestFaults.NotFound("story", request.StoryId);
    }
}

/// <summary>Binds <see cref="StoryLookup"/> to the method's path with a marshaller that passes bytes through.</summary>
internal sealed class StoryLookupMethods : IServiceMethodProvider<StoryLookup>
{
    private static readonly Method<GetStoryRequest, CachedStory> GetStory = new(
        MethodType.Unary,
        SearchService.Descriptor.FullName,
        nameof(StoryLookup.GetStory),
        Marshallers.Create(
            static (_, _) => throw new NotSupportedException("The server does not send requests."),
            static context => GetStoryRequest.Parser.ParseFrom(context.PayloadAsReadOnlySequence())),
        Marshallers.Create<CachedStory>(
            static (story, context) =>
            {
                context.SetPayloadLength(story.Bytes.Length);
                var writer = context.GetBufferWriter();
                story.Bytes.Span.CopyTo(writer.GetSpan(story.Bytes.Length));
                writer.Advance(story.Bytes.Length);
                context.Complete();
            },
            static _ => throw new NotSupportedException("The server does not read responses.")));

    /// <summary>Read by the binders of gRPC and JSON, which look for generated methods.</summary>
    public static Google.Protobuf.Reflection.ServiceDescriptor Descriptor => SearchService.Descriptor;

    /// <summary>There are none: <see cref="SearchApi"/> has them.</summary>
    public static void BindNothing(ServiceBinderBase binder, StoryLookup service)
    {
    }

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<StoryLookup> context) =>
        context.AddUnaryMethod(GetStory, [], static (service, request, call) => service.GetStory(request, call));
}
