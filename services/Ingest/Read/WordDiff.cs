using System.Text;
using DiffPlex;
using DiffPlex.Chunkers;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>
/// Word-level differences between two texts (Myers, "An O(ND) difference algorithm and its variations", 1986, as DiffPlex does
/// it). Kept and added runs spell out the new text, kept and removed runs the old one, spaces included.
/// </summary>
public static class WordDiff
{
    // The cost grows with length times difference. Where more than this many pieces lie between the common beginning and the
    // common end, that stretch is given as one removal and one addition.
    private const int MaxPieces = 20_000;

    private static readonly DelimiterChunker Words = new([' ', '\n', '.', ',', ';', ':', '!', '?', '(', ')', '"', '“', '”']);

    /// <summary>The runs that lead from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public static IReadOnlyList<TextChange> Compare(string before, string after)
    {
        var old = Words.Chunk(before);
        var @new = Words.Chunk(after);
        var shorter = Math.Min(old.Count, @new.Count);
        var head = 0;
        while (head < shorter && old[head] == @new[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < shorter - head && old[^(tail + 1)] == @new[^(tail + 1)])
        {
            tail++;
        }

        var runs = new Runs();
        runs.Add(ChangeKind.Kept, old.Take(head));
        AddMiddle(runs, old.Skip(head).SkipLast(tail).ToList(), @new.Skip(head).SkipLast(tail).ToList());
        runs.Add(ChangeKind.Kept, old.TakeLast(tail));
        return runs.Done();
    }

    private static void AddMiddle(Runs runs, List<string> old, List<string> @new)
    {
        if (old.Count == 0 || @new.Count == 0 || old.Count + @new.Count > MaxPieces)
        {
            runs.Add(ChangeKind.Removed, old);
            runs.Add(ChangeKind.Added, @new);
            return;
        }

        var diff = Differ.Instance.CreateDiffs(string.Concat(old), string.Concat(@new), ignoreWhiteSpace: false, ignoreCase: false, Words);
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            runs.Add(ChangeKind.Kept, diff.PiecesOld.Skip(at).Take(block.DeleteStartA - at));
            runs.Add(ChangeKind.Removed, diff.PiecesOld.Skip(block.DeleteStartA).Take(block.DeleteCountA));
            runs.Add(ChangeKind.Added, diff.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB));
            at = block.DeleteStartA + block.DeleteCountA;
        }

        runs.Add(ChangeKind.Kept, diff.PiecesOld.Skip(at));
    }

    /// <summary>Gathers pieces into runs of one kind.</summary>
    private sealed class Runs
    {
        private readonly List<TextChange> _done = [];
        private readonly StringBuilder _open = new();
        private ChangeKind _kind;

        public void Add(ChangeKind kind, IEnumerable<string> pieces)
        {
            foreach (var piece in pieces)
            {
                if (kind != _kind)
                {
                    Close();
                    _kind = kind;
                }

                _open.Append(piece);
            }
        }

        public List<TextChange> Done()
        {
            Close();
            return _done;
        }

        private void Close()
        {
            if (_open.Length > 0)
            {
                _done.Add(new TextChange { Kind = _kind, Text = _open.ToString() });
                _open.Clear();
            }
        }
    }
}
