namespace OnRecord.Language.Names;

/// <summary>
/// Orders the tokens of many sentences by their place in the sentence, longer sentences first, so that one step of a recurrent layer
/// takes all sentences at once and no padding is computed.
/// </summary>
internal sealed class SequencePacking
{
    private readonly int[] _forward;
    private readonly int[] _backward;

    /// <summary>Packs sentences that follow each other.</summary>
    /// <param name="lengths">Number of tokens of each.</param>
    public SequencePacking(ReadOnlySpan<int> lengths)
    {
        var starts = new int[lengths.Length];
        for (var s = 1; s < lengths.Length; s++)
        {
            starts[s] = starts[s - 1] + lengths[s - 1];
        }

        var sizes = lengths.ToArray();
        // The stable order makes sums, and so results, the same every time.
        var order = Enumerable.Range(0, sizes.Length).OrderByDescending(s => sizes[s]).ToArray();
        var total = sizes.Sum();
        var longest = order.Length == 0 ? 0 : sizes[order[0]];
        Offsets = new int[longest + 1];
        _forward = new int[total];
        _backward = new int[total];
        var (row, active) = (0, order.Length);
        for (var step = 0; step < longest; step++)
        {
            while (sizes[order[active - 1]] <= step)
            {
                active--;
            }

            Offsets[step] = row;
            for (var k = 0; k < active; k++, row++)
            {
                var s = order[k];
                _forward[row] = starts[s] + step;
                _backward[row] = starts[s] + sizes[s] - 1 - step;
            }
        }

        Offsets[longest] = row;
    }

    /// <summary>Where the rows of each step begin; one more at the end.</summary>
    public int[] Offsets { get; }

    /// <summary>Number of steps: the length of the longest sentence.</summary>
    public int Steps => Offsets.Length - 1;

    /// <summary>Number of tokens.</summary>
    public int Count => _forward.Length;

    /// <summary>The token of each packed row, reading sentences from the left or from the right.</summary>
    public ReadOnlySpan<int> TokensOf(bool backwards) => backwards ? _backward : _forward;
}
