using Grpc.Core;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>One trace id runs from the gRPC call through the outbox and every hop on the bus to the index.</summary>
public abstract class TraceTests(OnRecordSystem system)
{
    [Fact]
    public async Task One_trace_runs_from_the_call_to_the_index()
    {
        const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        var headers = new Metadata { { "traceparent", $"00-{TraceId}-00f067aa0ba902b7-01" } };
        await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About("Traceholm") }, headers);

        string[] hops = ["SubmitArticle", "entity-recognize-entities", "stance-detect-positions", "search-", "ingest-record-indexed"];
        var trace = await Eventually.GetAsync(
            () => Task.FromResult(system.Spans.Where(span => span.TraceId == TraceId).ToList()),
            found => Array.TrueForAll(hops, hop => found.Any(span => span.Name.Contains(hop, StringComparison.Ordinal))),
            $"the trace has spans of {string.Join(", ", hops)}");

        // Connected: every span but those of the caller hangs on another one of the trace.
        var ids = trace.Select(span => span.SpanId).Append("00f067aa0ba902b7").ToHashSet();
        Assert.All(trace, span => Assert.Contains(span.ParentSpanId, ids));
    }
}

public sealed class TracedStandalone : StandaloneSystem
{
    public TracedStandalone() => Traced = true;
}

public sealed class TracedDistributed : DistributedSystem
{
    public TracedDistributed() => Traced = true;
}

public sealed class StandaloneTraceTests(TracedStandalone system) : TraceTests(system), IClassFixture<TracedStandalone>;

public sealed class DistributedTraceTests(TracedDistributed system) : TraceTests(system), IClassFixture<TracedDistributed>;
