using OnRecord.Language.Models;

namespace OnRecord.Language.Parse;

/// <summary>
/// Rounded input vectors of written forms, shared by all threads: a few thousand forms make up most of any text, and finding the rows of
/// one costs as much as a layer. A form takes its place once and for good, so memory is bounded and readers need no lock; the vector of a
/// form depends on nothing else, so answers do not depend on what was read before.
/// </summary>
internal sealed class InputCache(int width)
{
    private const int Places = 1 << 14;

    // Marks a place that is being filled, as 0 marks an empty one; a form that had such a hash would just not be found.
    private const ulong Taken = 1;

    private readonly ulong[] _forms = new ulong[Places];
    private readonly float[] _scales = new float[Places];
    private readonly byte[] _values = new byte[Places * width];

    /// <summary>Copies the vector of a form into a row, or returns false.</summary>
    public bool Find(ulong form, QuantizedInput to, int row)
    {
        var place = (int)(form % Places);
        if (form <= Taken || Volatile.Read(ref _forms[place]) != form)
        {
            return false;
        }

        to.SetRow(row, _values.AsSpan(place * width, width), _scales[place]);
        return true;
    }

    /// <summary>Keeps the vector of a form when its place is free.</summary>
    public void Add(ulong form, ReadOnlySpan<byte> values, float scale)
    {
        var place = (int)(form % Places);
        if (Volatile.Read(ref _forms[place]) == 0 && Interlocked.CompareExchange(ref _forms[place], Taken, 0) == 0)
        {
            values.CopyTo(_values.AsSpan(place * width));
            _scales[place] = scale;
            Volatile.Write(ref _forms[place], form);
        }
    }
}
