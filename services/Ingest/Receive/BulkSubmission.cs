using System.Diagnostics;
using System.Threading.Channels;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Options;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>
/// One bulk load: reads articles, prepares several at a time, stores them in the order of arrival, and answers each. The stages
/// are joined by bounded queues, so a slow store, or a client that does not read its answers, stops the reading.
/// </summary>
public sealed class BulkSubmission(ArticlePreparer preparer, SubmissionWriter writer, IntakeGate gate, IOptions<IntakeOptions> options, ILogger<BulkSubmission> logger)
{
    /// <summary>Runs until the client has closed its side and every article is answered, or the stream breaks off.</summary>
    public async Task RunAsync(
        IAsyncStreamReader<SubmitArticlesRequest> requests, IServerStreamWriter<SubmitArticlesResponse> responses, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var prepared = Channel.CreateBounded<Arrival>(options.Value.StreamWindow);
        var stored = Channel.CreateBounded<Stored>(options.Value.StreamWindow);
        Task[] stages =
        [
            RunStageAsync(() => ReadAsync(requests, prepared.Writer, stop.Token), stop),
            RunStageAsync(() => StoreAsync(prepared.Reader, stored.Writer, stop.Token), stop),
            RunStageAsync(() => AnswerAsync(stored.Reader, responses, stop.Token), stop),
        ];
        try
        {
            await Task.WhenAll(stages);
        }
        finally
        {
            // A broken stream leaves no room taken: what was read but not answered gives its share back.
            while (prepared.Reader.TryRead(out var arrival))
            {
                arrival.Room.Dispose();
            }

            while (stored.Reader.TryRead(out var leftover))
            {
                leftover.Arrival.Room.Dispose();
            }
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<SubmitArticlesRequest> requests, ChannelWriter<Arrival> next, CancellationToken cancellation)
    {
        var call = Activity.Current;
        for (long index = 0; await requests.MoveNext(cancellation); index++)
        {
            var request = requests.Current;
            var room = await gate.EnterStreamAsync(request.CalculateSize(), cancellation);
            var work = Task.Run(() => PrepareInOwnTrace(request, call, cancellation), CancellationToken.None);
            await next.WriteAsync(new Arrival(index, request.RequestId, work, room), cancellation);
        }

        next.Complete();
    }

    private async Task StoreAsync(ChannelReader<Arrival> arrivals, ChannelWriter<Stored> next, CancellationToken cancellation)
    {
        await foreach (var arrival in arrivals.ReadAllAsync(cancellation))
        {
            Task<SubmissionResult> result;
            try
            {
                result = await writer.EnqueueAsync(await arrival.Prepared, cancellation);
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested)
            {
                result = Task.FromException<SubmissionResult>(fault);
            }

            await next.WriteAsync(new Stored(arrival, result), cancellation);
        }

        next.Complete();
    }

    private async Task AnswerAsync(ChannelReader<Stored> results, IServerStreamWriter<SubmitArticlesResponse> responses, CancellationToken cancellation)
    {
        await foreach (var (arrival, result) in results.ReadAllAsync(cancellation))
        {
            var response = new SubmitArticlesResponse { Index = arrival.Index, RequestId = arrival.RequestId };
            try
            {
                var accepted = await result;
                arrival.Room.Stored(accepted.Outcome);
                response.Accepted = accepted.ToResponse();
            }
            catch (Exception fault)
            {
                response.Failure = ToFailure(fault);
            }
            finally
            {
                arrival.Room.Dispose();
            }

            await responses.WriteAsync(response, cancellation);
        }
    }

    /// <summary>Runs one stage; the first that fails stops the others.</summary>
    private static async Task RunStageAsync(Func<Task> stage, CancellationTokenSource stop)
    {
        try
        {
            await stage();
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    /// <summary>
    /// Each article of a bulk load gets a trace of its own, linked to the call: one trace of a hundred thousand articles could not
    /// be read.
    /// </summary>
    private Submission PrepareInOwnTrace(SubmitArticlesRequest request, Activity? call, CancellationToken cancellation)
    {
        Activity.Current = null;
        ActivityLink[] links = call is null ? [] : [new ActivityLink(call.Context)];
        using var activity = OnRecordTelemetry.ActivitySource.StartActivity("SubmitArticles article", ActivityKind.Internal, default(ActivityContext), links: links);
        return preparer.Prepare(request.Article, request.RequestId, cancellation);
    }

    private SubmitFailure ToFailure(Exception fault)
    {
        if (fault is RpcException { } known)
        {
            var failure = new SubmitFailure { Code = (int)known.StatusCode, Message = known.Status.Detail };
            foreach (var violation in known.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations ?? [])
            {
                failure.Faults.Add(new FieldFault { Field = violation.Field, Description = violation.Description });
            }

            return failure;
        }

        logger.LogError(fault, "An article of a bulk load could not be stored");
        return fault is System.Data.Common.DbException { IsTransient: true }
            ? new SubmitFailure { Code = (int)Code.Unavailable, Message = "The store does not answer; send the article again." }
            : new SubmitFailure { Code = (int)Code.Internal, Message = "The service failed; the log tells why." };
    }

    private sealed record Arrival(long Index, string RequestId, Task<Submission> Prepared, IntakeGate.Admission Room);

    private sealed record Stored(Arrival Arrival, Task<SubmissionResult> Result);
}
