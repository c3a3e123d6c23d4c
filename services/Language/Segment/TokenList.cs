namespace OnRecord.Language.Segment;

/// <summary>A growing array of tokens that is reused between documents.</summary>
internal sealed class TokenList
{
    private Token[] _items = new Token[1024];

    public int Count { get; private set; }

    public ref Token this[int index] => ref _items[index];

    public Span<Token> Span => _items.AsSpan(0, Count);

    public void Add(int start, int end)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, _items.Length * 2);
        }

        _items[Count++] = new Token { Start = start, End = end, Upos = Upos.X, Xpos = "", Head = -1, Relation = "" };
    }

    /// <summary>Empties the list; a list that one huge text has blown up gives its memory back.</summary>
    public void Clear()
    {
        Count = 0;
        if (_items.Length > 65_536)
        {
            _items = new Token[1024];
        }
    }
}
