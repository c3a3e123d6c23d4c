using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>The database of stance: articles, positions, boards, changes, portrayals.</summary>
public sealed class StanceDatabase(IOptions<StorageOptions> options) : Database(options, "stance");
