using System.Globalization;
using System.Text;
using OnRecord.Events;

namespace OnRecord.Entities.Index;

/// <summary>
/// An entry in an index: length; type, kind, popularity (bytes); number of the country and of the source; id; name; description; aliases; roles. A text is the number
/// of its words and of each word its number in the vocabulary, or zero and the word.
/// </summary>
internal sealed class EntryCoder(IReadOnlyDictionary<string, uint> words, IReadOnlyDictionary<string, uint> countries, IReadOnlyDictionary<string, uint> sources)
{
    // The two last bits of the number of an id.
    private const uint WikidataId = 0;
    private const uint HashedId = 1;
    private const uint OtherId = 2;
    private const int HashBytes = 10;

    private readonly ByteWriter _entry = new();

    /// <summary>Writes an entry.</summary>
    public void Write(ByteWriter target, KnowledgeEntry entry)
    {
        _entry.Clear();
        _entry.Byte((byte)entry.Type);
        _entry.Byte((byte)entry.Kind);
        _entry.Byte(entry.Popularity);
        _entry.Number(countries[entry.Country]);
        _entry.Number(sources[entry.Source]);
        WriteId(entry.Id);
        WriteText(entry.Name);
        WriteText(entry.Description);
        _entry.Number((uint)entry.Aliases.Count);
        foreach (var alias in entry.Aliases)
        {
            _entry.Byte((byte)alias.Strength);
            WriteText(alias.Text);
        }

        _entry.Number((uint)entry.Roles.Count);
        foreach (var role in entry.Roles)
        {
            WriteText(role.Title);
            _entry.Number((uint)role.Start.DayNumber);
            _entry.Number(role.EndNumber);
        }

        target.Number((uint)_entry.Length);
        target.Bytes(_entry.Written);
    }

    /// <summary>Reads the entry at a cursor, which stands before its length.</summary>
    public static KnowledgeEntry Read(ref Cursor cursor, KnowledgeIndex index)
    {
        _ = cursor.ReadNumber();
        var (type, kind, popularity) = ((EntityType)cursor.ReadByte(), (EntityKind)cursor.ReadByte(), cursor.ReadByte());
        var (country, source) = (index.Countries[(int)cursor.ReadNumber()], index.Sources[(int)cursor.ReadNumber()]);
        var id = ReadId(ref cursor);
        var (name, description) = (ReadText(ref cursor, index), ReadText(ref cursor, index));
        var aliases = cursor.ReadNumber() is > 0 and var count ? new KnowledgeAlias[count] : [];
        for (var i = 0; i < aliases.Length; i++)
        {
            var strength = (AliasStrength)cursor.ReadByte();
            aliases[i] = new KnowledgeAlias(ReadText(ref cursor, index), strength);
        }

        var roles = cursor.ReadNumber() is > 0 and var held ? new KnowledgeRole[held] : [];
        for (var i = 0; i < roles.Length; i++)
        {
            roles[i] = KnowledgeRole.Of(ReadText(ref cursor, index), cursor.ReadNumber(), cursor.ReadNumber());
        }

        return new KnowledgeEntry(id, type, kind, name, aliases, country, popularity, description) { Roles = roles, Source = source };
    }

    private void WriteId(string id)
    {
        if (!LocalId.IsLocal(id))
        {
            _entry.Number((uint.Parse(id.AsSpan(1), CultureInfo.InvariantCulture) << 2) | WikidataId);
        }
        else if (LocalId.HashOf(id) is { Length: HashBytes } hash)
        {
            _entry.Number(HashedId);
            _entry.Bytes(hash);
        }
        else
        {
            _entry.Number(OtherId);
            _entry.Text(id);
        }
    }

    private static string ReadId(ref Cursor cursor) => cursor.ReadNumber() switch
    {
        HashedId => LocalId.OfHash(cursor.Read(HashBytes)),
        OtherId => cursor.ReadText(),
        var number => string.Create(CultureInfo.InvariantCulture, $"Q{number >> 2}"),
    };

    private void WriteText(string text)
    {
        if (text.Length == 0)
        {
            _entry.Number(0);
            return;
        }

        var parts = text.Split(' ');
        _entry.Number((uint)parts.Length);
        foreach (var part in parts)
        {
            if (words.TryGetValue(part, out var number))
            {
                _entry.Number(number + 1);
            }
            else
            {
                _entry.Number(0);
                _entry.Text(part);
            }
        }
    }

    private static string ReadText(ref Cursor cursor, KnowledgeIndex index)
    {
        var count = cursor.ReadNumber();
        if (count == 0)
        {
            return "";
        }

        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(i > 0 ? " " : "");
            var number = cursor.ReadNumber();
            text.Append(number == 0 ? cursor.ReadText() : Encoding.UTF8.GetString(index.Word((int)number - 1)));
        }

        return text.ToString();
    }
}
