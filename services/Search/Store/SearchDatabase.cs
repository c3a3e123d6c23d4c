using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>The database of the search service.</summary>
public sealed class SearchDatabase(IOptions<StorageOptions> options) : Database(options, "search");
