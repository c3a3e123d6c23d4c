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

    public static Counter<long> Shed { get; } = OnRecordTelemetry.Meter.CreateCounter<long>(
        "onrecord.ingest.shed", "{article}", "Submissions that were told to come back later.");

    public static Histogram<double> PipelineLag { get; } = OnRecordTelemetry.Meter.CreateHistogram(
        "onrecord.ingest.pipeline.lag", "s", "Time from submission to index.", tags: null, OnRecordTelemetry.Seconds);

    public static Gauge<long> UnderWay { get; } = OnRecordTelemetry.Meter.CreateGauge<long>(
        "onrecord.ingest.ledger.open", "{article}", "Revisions and retractions that are not on their boards yet.");

    public static Gauge<long> UnderWayLimit { get; } = OnRecordTelemetry.Meter.CreateGauge<long>(
        "onrecord.ingest.ledger.limit", "{article}", "How many of them there may be before submissions are put off.");

    public static Gauge<double> OldestAge { get; } = OnRecordTelemetry.Meter.CreateGauge<double>(
        "onrecord.ingest.ledger.oldest.age", "s", "Age of the oldest one of them.");

    public static Gauge<long> FeedsFailing { get; } = OnRecordTelemetry.Meter.CreateGauge<long>(
        "onrecord.ingest.feeds.failing", "{feed}", "Feeds whose last poll failed.");
}
