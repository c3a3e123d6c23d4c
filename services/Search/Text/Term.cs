namespace OnRecord.Search;

/// <summary>An index term as <see cref="TermFormer"/> makes it, with what is asked of it again and again. Equal by its text.</summary>
public sealed class Term(string text) : IEquatable<Term>
{
    /// <summary>The term.</summary>
    public string Text { get; } = text;

    /// <summary>What stands for it in vectors and statistics.</summary>
    public uint Hash { get; } = TermFormer.Hash(text);

    /// <summary>Whether it is a function word.</summary>
    public bool IsStopWord { get; } = StopWords.Contains(text);

    /// <inheritdoc />
    public bool Equals(Term? other) => ReferenceEquals(this, other) || (other is not null && Hash == other.Hash && Text == other.Text);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Term);

    /// <inheritdoc />
    public override int GetHashCode() => (int)Hash;

    /// <inheritdoc />
    public override string ToString() => Text;
}
