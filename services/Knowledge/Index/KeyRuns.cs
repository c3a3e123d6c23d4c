namespace OnRecord.Entities.Index;

/// <summary>A key and an entry that it names; <paramref name="Entry"/> holds the strength in its lowest bits.</summary>
internal readonly record struct KeyOf(byte[] Key, uint Entry);

/// <summary>Sorts more keys than memory holds: sorted runs in files, merged when they are read (Knuth 5.4).</summary>
internal sealed class KeyRuns(string folder, int keysPerRun) : IDisposable
{
    private readonly List<KeyOf> _keys = [];
    private readonly List<string> _runs = [];

    public void Add(byte[] key, uint entry, AliasStrength strength)
    {
        _keys.Add(new KeyOf(key, (entry << Layout.StrengthBits) | (uint)strength));
        if (_keys.Count >= keysPerRun)
        {
            Spill();
        }
    }

    /// <summary>All keys in the order of their bytes, then of their entries.</summary>
    public IEnumerable<KeyOf> Sorted()
    {
        Spill();
        var queue = new PriorityQueue<IEnumerator<KeyOf>, KeyOf>(Comparer<KeyOf>.Create(Compare));
        var open = _runs.Select(Read).Select(run => run.GetEnumerator()).ToList();
        try
        {
            foreach (var run in open.Where(run => run.MoveNext()))
            {
                queue.Enqueue(run, run.Current);
            }

            while (queue.TryDequeue(out var run, out var least))
            {
                yield return least;
                if (run.MoveNext())
                {
                    queue.Enqueue(run, run.Current);
                }
            }
        }
        finally
        {
            open.ForEach(run => run.Dispose());
        }
    }

    /// <inheritdoc />
    public void Dispose() => _runs.ForEach(File.Delete);

    private static int Compare(KeyOf one, KeyOf other)
    {
        var order = one.Key.AsSpan().SequenceCompareTo(other.Key);
        return order != 0 ? order : one.Entry.CompareTo(other.Entry);
    }

    private static IEnumerable<KeyOf> Read(string run)
    {
        using var file = new BinaryReader(new FileStream(run, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));
        for (var left = file.ReadInt32(); left > 0; left--)
        {
            yield return new KeyOf(file.ReadBytes(file.ReadByte()), file.ReadUInt32());
        }
    }

    private void Spill()
    {
        if (_keys.Count == 0)
        {
            return;
        }

        _keys.Sort(Compare);
        var path = Path.Combine(folder, $"keys-{_runs.Count}");
        _runs.Add(path);
        using var file = new BinaryWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));
        file.Write(_keys.Count);
        foreach (var key in _keys)
        {
            file.Write((byte)key.Key.Length);
            file.Write(key.Key);
            file.Write(key.Entry);
        }

        _keys.Clear();
    }
}
