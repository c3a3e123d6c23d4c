namespace OnRecord.Language.Meaning;

/// <summary>
/// Vectors by text, at most <paramref name="capacity"/>: two halves; a full young half becomes the old one, whose entries are then lost
/// unless they are asked for again.
/// </summary>
internal sealed class VectorCache(int capacity)
{
    private readonly Lock _lock = new();
    private Dictionary<string, float[]> _young = new(StringComparer.Ordinal);
    private Dictionary<string, float[]> _old = new(StringComparer.Ordinal);

    public float[]? Find(string text)
    {
        lock (_lock)
        {
            if (!_young.TryGetValue(text, out var vector) && _old.TryGetValue(text, out vector))
            {
                Keep(text, vector);
            }

            return vector;
        }
    }

    public void Add(string text, float[] vector)
    {
        lock (_lock)
        {
            Keep(text, vector);
        }
    }

    private void Keep(string text, float[] vector)
    {
        if (_young.Count >= capacity / 2)
        {
            (_old, _young) = (_young, new Dictionary<string, float[]>(StringComparer.Ordinal));
        }

        _young[text] = vector;
    }
}
