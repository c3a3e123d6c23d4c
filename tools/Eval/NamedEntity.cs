using OnRecord.Events;

namespace OnRecord.Eval;

/// <summary>An entity of an article and everything that the article calls it.</summary>
/// <param name="type">What it is.</param>
/// <param name="names">Its name and the words of its mentions.</param>
internal sealed class NamedEntity(EntityType type, IEnumerable<string> names)
{
    /// <summary>What it is.</summary>
    public EntityType Type => type;

    /// <summary>Its name and the words of its mentions, whatever their case.</summary>
    public HashSet<string> Names { get; } = names.ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => $"{Type}\t{string.Join(" | ", Names)}";
}
