using System.Diagnostics.Metrics;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>The figures of ingest that matter to the domain.</summary>
internal static class IngestMetrics
{
    public static Counter<long> Submitted { get; } = OnRecordTelemetry.Meter.CreateCounter<long>(
        "onrecord.ingest.articles", "{article}", "Articles submitted, by outcome.");

    public static Counter<long> Published { get; } = OnRecordTelemetry.Meter.CreateCounter<long>(
        "onrecord.ingest.outbox.published", "{event}", "Events handed to the bus and confirmed; again = by the ledger.");

    public static Histogram<double> PipelineLag { get; } = OnRecordTelemetry.Meter.CreateHistogram<double>(
        "onrecord.ingest.pipeline.lag", "s", "Time from submission to index.");
}
