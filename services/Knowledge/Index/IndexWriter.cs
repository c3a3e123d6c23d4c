using System.Text;
using OnRecord.Events;

namespace OnRecord.Entities.Index;

/// <summary>Writes the file that <see cref="KnowledgeIndex"/> reads. The same entries in the same order give the same bytes; memory is bounded but for some bytes an entry.</summary>
public static class IndexWriter
{
    private const int KeysPerRun = 1 << 20;
    private const int WordLimit = 2_000_000;

    // The 65th person called Smith is never the one that a text means by the surname.
    private const int MaxPartialPostings = 64;

    /// <summary>Writes an index; the file appears only when it is whole.</summary>
    /// <param name="spool">The entries; no id twice.</param>
    /// <param name="target">The file.</param>
    /// <param name="progress">Told 0 to 1; null for nobody.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static void Write(EntrySpool spool, string target, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var folder = target + ".parts";
        Directory.CreateDirectory(folder);
        try
        {
            new Work(spool, folder, progress, cancellation).WriteTo(target + ".new");
            File.Move(target + ".new", target, overwrite: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class Work(EntrySpool spool, string folder, IProgress<double>? progress, CancellationToken cancellation)
    {
        private readonly FileStream?[] _parts = new FileStream?[Layout.Parts];
        private readonly ByteWriter _buffer = new();
        private readonly HashSet<uint> _personWords = [];

        public void WriteTo(string target)
        {
            try
            {
                var (places, coder) = Survey();
                using var keys = new KeyRuns(folder, KeysPerRun);
                WriteEntries(places, coder, keys);
                Open(Part.PersonWords).Write(BloomFilter.Of(_personWords));
                var keyCount = WriteKeys(keys);
                Join(target, places.Count, keyCount);
            }
            finally
            {
                foreach (var part in _parts)
                {
                    part?.Dispose();
                }
            }
        }

        private FileStream Open(Part part) =>
            _parts[(int)part] ??= new FileStream(Path.Combine(folder, part.ToString()), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);

        /// <summary>Counts words, gathers tables, and orders entries by popularity, those as popular as they came.</summary>
        private (List<long> Places, EntryCoder Coder) Survey()
        {
            var words = new WordCounts(WordLimit);
            var byPopularity = Enumerable.Range(0, 256).Select(_ => new List<long>()).ToArray();
            var countries = new Dictionary<string, uint>(StringComparer.Ordinal);
            var sources = new Dictionary<string, uint>(StringComparer.Ordinal);
            foreach (var (place, entry) in spool.All())
            {
                cancellation.ThrowIfCancellationRequested();
                byPopularity[entry.Popularity].Add(place);
                countries.TryAdd(entry.Country, (uint)countries.Count);
                sources.TryAdd(entry.Source, (uint)sources.Count);
                words.Add(entry.Name);
                words.Add(entry.Description);
                foreach (var alias in entry.Aliases)
                {
                    words.Add(alias.Text);
                }

                foreach (var role in entry.Roles)
                {
                    words.Add(role.Title);
                }

                progress?.Report(0.3 * place / spool.Length);
            }

            Open(Part.Tables).Write(Encoding.UTF8.GetBytes(string.Join('\n', countries.Keys) + '\0' + string.Join('\n', sources.Keys)));
            var frequent = words.Frequent();
            WriteWords(frequent);
            var places = new List<long>();
            foreach (var bucket in byPopularity.Reverse())
            {
                places.AddRange(bucket);
            }

            return (places, new EntryCoder(frequent.Index().ToDictionary(word => word.Item, word => (uint)word.Index, StringComparer.Ordinal), countries, sources));
        }

        private void WriteWords(List<string> words)
        {
            foreach (var (number, word) in words.Index())
            {
                if (number % Layout.WordsPerBlock == 0)
                {
                    WritePlace(Part.WordBlocks, Part.Words);
                }

                _buffer.Clear();
                _buffer.Text(word);
                Open(Part.Words).Write(_buffer.Written);
            }
        }

        private void WriteEntries(List<long> places, EntryCoder coder, KeyRuns keys)
        {
            var ids = new (uint Id, uint Entry)[places.Count];
            for (var number = 0; number < places.Count; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (number % Layout.EntriesPerBlock == 0)
                {
                    WritePlace(Part.EntryBlocks, Part.Entries);
                }

                var entry = spool.At(places[number]);
                _buffer.Clear();
                coder.Write(_buffer, entry);
                Open(Part.Entries).Write(_buffer.Written);
                ids[number] = (Layout.IdNumber(entry.Id), (uint)number);
                foreach (var (key, strength) in DerivedNames.KeysOf(entry))
                {
                    var bytes = Encoding.UTF8.GetBytes(key);
                    if (bytes.Length is > 0 and <= Layout.MaxKeyLength)
                    {
                        keys.Add(bytes, (uint)number, strength);
                    }
                }

                if (entry.Type == EntityType.Person)
                {
                    foreach (var word in NameKey.Of(entry.Name).Split(' '))
                    {
                        _personWords.Add(Layout.Hash(Encoding.UTF8.GetBytes(word)));
                    }
                }

                progress?.Report(0.3 + (0.5 * number / places.Count));
            }

            Array.Sort(ids);
            foreach (var (id, _) in ids)
            {
                WriteUInt32(Part.Ids, id);
            }

            foreach (var (_, entry) in ids)
            {
                WriteUInt32(Part.Ids, entry);
            }
        }

        private int WriteKeys(KeyRuns runs)
        {
            var (count, previous) = (0, Array.Empty<byte>());
            var postings = new List<uint>();
            foreach (var group in Groups(runs.Sorted()))
            {
                cancellation.ThrowIfCancellationRequested();
                Shorten(group.Postings, postings);
                _buffer.Clear();
                var shared = 0;
                if (count % Layout.KeysPerBlock == 0)
                {
                    WritePlace(Part.KeyBlocks, Part.Keys);
                }
                else
                {
                    shared = previous.AsSpan().CommonPrefixLength(group.Key);
                }

                _buffer.Byte((byte)shared);
                _buffer.Byte((byte)(group.Key.Length - shared));
                _buffer.Bytes(group.Key.AsSpan(shared));
                _buffer.Number(postings.Count == 1 ? postings[0] << 1 : ((uint)Open(Part.Postings).Position << 1) | 1);
                Open(Part.Keys).Write(_buffer.Written);
                if (postings.Count > 1)
                {
                    WritePostings(postings);
                }

                previous = group.Key;
                count++;
            }

            return count;
        }

        private void WritePostings(List<uint> postings)
        {
            _buffer.Clear();
            _buffer.Number((uint)postings.Count);
            var before = 0u;
            foreach (var posting in postings)
            {
                var entry = posting >> Layout.StrengthBits;
                _buffer.Number(((entry - before) << Layout.StrengthBits) | (posting & ((1 << Layout.StrengthBits) - 1)));
                before = entry;
            }

            Open(Part.Postings).Write(_buffer.Written);
        }

        /// <summary>Each entry once, by its strongest name, and only the most popular of those that share a part of their name.</summary>
        private static void Shorten(List<uint> all, List<uint> kept)
        {
            kept.Clear();
            var partial = 0;
            foreach (var posting in all)
            {
                var isPartial = (AliasStrength)(posting & ((1 << Layout.StrengthBits) - 1)) == AliasStrength.Partial;
                if ((kept.Count == 0 || kept[^1] >> Layout.StrengthBits != posting >> Layout.StrengthBits) && (!isPartial || partial++ < MaxPartialPostings))
                {
                    kept.Add(posting);
                }
            }
        }

        private static IEnumerable<(byte[] Key, List<uint> Postings)> Groups(IEnumerable<KeyOf> keys)
        {
            (byte[] Key, List<uint> Postings) group = ([], []);
            foreach (var key in keys)
            {
                if (group.Postings.Count > 0 && !group.Key.AsSpan().SequenceEqual(key.Key))
                {
                    yield return group;
                    group.Postings.Clear();
                }

                group.Key = key.Key;
                group.Postings.Add(key.Entry);
            }

            if (group.Postings.Count > 0)
            {
                yield return group;
            }
        }

        private void WritePlace(Part blocks, Part content) => WriteUInt32(blocks, checked((uint)Open(content).Position));

        private void WriteUInt32(Part part, uint value)
        {
            Span<byte> bytes = stackalloc byte[sizeof(uint)];
            BitConverter.TryWriteBytes(bytes, value);
            Open(part).Write(bytes);
        }

        private void Join(string target, int entries, int keys)
        {
            using var file = new BinaryWriter(new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20));
            file.Write(Layout.Magic);
            file.Write(entries);
            file.Write(keys);
            long offset = Layout.HeaderLength;
            for (var part = 0; part < Layout.Parts; part++)
            {
                file.Write(offset);
                file.Write(Open((Part)part).Length);
                offset += (Open((Part)part).Length + 7) & ~7;
            }

            for (var part = 0; part < Layout.Parts; part++)
            {
                var stream = Open((Part)part);
                stream.Position = 0;
                file.Flush();
                stream.CopyTo(file.BaseStream);
                file.Write(new byte[(8 - (stream.Length % 8)) % 8]);
                progress?.Report(0.8 + (0.2 * (part + 1) / Layout.Parts));
            }
        }
    }
}
