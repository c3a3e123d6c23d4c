using Microsoft.Extensions.Options;

namespace OnRecord.Defaults.Tests;

/// <summary>A database as a service would derive it, with one table.</summary>
public sealed class NoteDatabase(IOptions<StorageOptions> options) : Database(options, "note");
