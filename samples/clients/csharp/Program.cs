// dotnet run -- [host:port]: submits two articles, watches their story grow, shows its board, and reads an error.
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

using var channel = GrpcChannel.ForAddress($"http://{args.FirstOrDefault("127.0.0.1:7100")}");
var (ingest, stance, search) = (new IngestService.IngestServiceClient(channel), new StanceService.StanceServiceClient(channel), new SearchService.SearchServiceClient(channel));
var deadline = DateTime.UtcNow.AddMinutes(5);
const string Said = "Mayor Eva Stone said on Monday that the mill of Ferrowmouth will close. Weavers rejected the closure.";
ArticleInput Article(string outlet, string text) => new() { Outlet = outlet, Title = "Mill of Ferrowmouth to close", Text = text, PublishTime = DateTime.UtcNow.ToTimestamp() };

// The next change of a kind. A stream that broke off is taken up again with the token of the last message that was seen.
async Task<WatchStoriesResponse> Watch(StoryUpdateKind kind, string token = "")
{
    using var changes = search.WatchStories(new WatchStoriesRequest { ResumeToken = token }, deadline: deadline);
    return await changes.ResponseStream.ReadAllAsync().FirstAsync(change => change.Kind == kind);
}

var first = Watch(StoryUpdateKind.Story);
var taken = await ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = Article("Loom Post", Said), RequestId = "sample-csharp-1" }, deadline: deadline);
Console.WriteLine($"submitted {taken.ArticleId} {taken.Outcome}");
using var bulk = ingest.SubmitArticles(deadline: deadline);
await bulk.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = Article("Shuttle News", Said + " Mayor Stone denied that jobs would be lost."), RequestId = "sample-csharp-2" });
await bulk.RequestStream.CompleteAsync();
await foreach (var result in bulk.ResponseStream.ReadAllAsync()) { Console.WriteLine($"streamed {result.Accepted?.ArticleId ?? result.Failure.Message}"); }
var story = await first;
Console.WriteLine($"resumed {(await Watch(StoryUpdateKind.Board, story.ResumeToken)).Kind}");
var answer = await stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = story.Story.StoryId }, deadline: deadline);
foreach (var stand in answer.Board.Claims.SelectMany(claim => claim.Stands)) { Console.WriteLine($"board {stand.Holder.Entity?.Name ?? stand.Holder.Description} {stand.Stance} {stand.Positions[0].About}"); }
try { await ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = new ArticleInput { Text = "" } }, deadline: deadline); }
catch (RpcException error) when (error.GetRpcStatus()?.GetDetail<BadRequest>() is { } bad)
{
    foreach (var fault in bad.FieldViolations) { Console.WriteLine($"refused {fault.Field} {fault.Description}"); }
}
