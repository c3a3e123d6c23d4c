namespace OnRecord.Stances;

/// <summary>Writes features one after the other.</summary>
/// <param name="features">Where to; as many as will be written.</param>
internal ref struct FeatureWriter(Span<float> features)
{
    private readonly Span<float> _features = features;
    private int _count;

    /// <summary>Writes the next one.</summary>
    public void Add(float value) => _features[_count++] = value;

    /// <exception cref="InvalidOperationException">Fewer were written than declared.</exception>
    public readonly void Finish()
    {
        if (_count != _features.Length)
        {
            throw new InvalidOperationException($"{_count} features were written, {_features.Length} declared.");
        }
    }
}
