using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>The articles, the requests, the outbox and the feeds.</summary>
public sealed class IngestDatabase(IOptions<StorageOptions> options) : Database(options, "ingest");
