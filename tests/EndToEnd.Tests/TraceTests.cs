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

        // Connected: every span but that of the caller hangs on another one of the trace. Spans come in from four processes in any order.
        string[] hops = ["SubmitArticle", "entity-recognize-entities", "stance-detect-positions", "search-", "ingest-record-indexed"];
        await Eventually.GetAsync(
            () => Task.FromResult(system.Spans.Where(span => span.TraceId == TraceId).ToList()),
            trace =>
            {
                var ids = trace.Select(span => span.SpanId).Append("00f067aa0ba902b7").ToHashSet();
                return Array.TrueForAll(hops, hop => trace.Any(span => span.Name.Contains(hop, StringComparison.Ordinal)))
                    && trace.TrueForAll(span => ids.Contains(span.ParentSpanId));
            },
            $"the trace is one tree with spans of {string.Join(", ", hops)}");
    }
}

[Collection(SharedStandalone.Name)]
public sealed class StandaloneTraceTests(TracedStandalone system) : TraceTests(system);

[Collection(SharedDistributed.Name)]
public sealed class DistributedTraceTests(TracedDistributed system) : TraceTests(system);
