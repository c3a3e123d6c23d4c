namespace OnRecord.Stances;

/// <summary>A set of small numbers that is emptied and filled again and again: a stamp per number tells whether it is in.</summary>
/// <param name="size">The numbers are below this.</param>
internal sealed class SlotSet(int size)
{
    private readonly int[] _stamps = new int[size];
    private int[] _slots = new int[256];
    private int _count;
    private int _stamp;

    /// <summary>The numbers, in the order in which they came.</summary>
    public ReadOnlySpan<int> Slots => _slots.AsSpan(0, _count);

    public void Add(int slot)
    {
        if (_stamps[slot] == _stamp)
        {
            return;
        }

        _stamps[slot] = _stamp;
        if (_count == _slots.Length)
        {
            Array.Resize(ref _slots, _count * 2);
        }

        _slots[_count++] = slot;
    }

    public void Clear()
    {
        _count = 0;
        if (++_stamp == int.MaxValue)
        {
            Array.Clear(_stamps);
            _stamp = 1;
        }
    }
}
