namespace OnRecord.Stances;

/// <summary>Fills a row of features in a fixed order; the same calls, with a list, tell their names.</summary>
internal ref struct FeatureRow(Span<float> values, List<string>? names = null)
{
    private readonly Span<float> _values = values;
    private int _next;

    public void Add(string name, float value)
    {
        names?.Add(name);
        _values[_next++] = value;
    }

    public void Add(string name, bool value) => Add(name, value ? 1f : 0f);

    /// <summary>A column of a family; the name is put together only when names are asked for.</summary>
    public void Add(string family, string name, float value) => Add(names is null ? name : family + name, value);

    /// <summary>The same for something that holds or not.</summary>
    public void Add(string family, string name, bool value) => Add(family, name, value ? 1f : 0f);

    /// <summary>One column for each of <paramref name="count"/> values; none is set where the value is outside.</summary>
    public void OneOf(string name, int value, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Add(names is null ? name : $"{name}={i}", value == i);
        }
    }

    /// <summary>One column for each option.</summary>
    public void OneOf(string name, ReadOnlySpan<char> value, ReadOnlySpan<string> options)
    {
        foreach (var option in options)
        {
            Add(names is null ? name : $"{name}={option}", value.SequenceEqual(option));
        }
    }
}
