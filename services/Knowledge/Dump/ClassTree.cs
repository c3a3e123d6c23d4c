using OnRecord.Events;

namespace OnRecord.Entities.Dump;

/// <summary>What the first pass learns: which class is below which, the codes of countries, and the titles of offices.</summary>
internal sealed class ClassTree
{
    private const int MaxDepth = 24;

    // The classes that decide, the finer ones first.
    private static readonly (uint Class, EntityType Type, EntityKind Kind)[] Known =
    [
        (5, EntityType.Person, EntityKind.Person),
        (3624078, EntityType.Place, EntityKind.Country),
        (3024240, EntityType.Place, EntityKind.FormerCountry),
        (5119, EntityType.Place, EntityKind.Capital),
        (515, EntityType.Place, EntityKind.City),
        (5107, EntityType.Place, EntityKind.Continent),
        (486972, EntityType.Place, EntityKind.City),
        (56061, EntityType.Place, EntityKind.Region),
        (1194951, EntityType.Organization, EntityKind.NationalTeam),
        (12973014, EntityType.Organization, EntityKind.Sport),
        (847017, EntityType.Organization, EntityKind.Sport),
        (7278, EntityType.Organization, EntityKind.Party),
        (3918, EntityType.Organization, EntityKind.University),
        (11032, EntityType.Organization, EntityKind.NewsOutlet),
        (192283, EntityType.Organization, EntityKind.NewsOutlet),
        (1616075, EntityType.Organization, EntityKind.NewsOutlet),
        (484652, EntityType.Organization, EntityKind.InternationalOrganisation),
        (327333, EntityType.Organization, EntityKind.Government),
        (192350, EntityType.Organization, EntityKind.Government),
        (4830453, EntityType.Organization, EntityKind.Company),
        (294414, EntityType.Other, EntityKind.Office),
        (4164871, EntityType.Other, EntityKind.Office),
        (95074, EntityType.Other, EntityKind.Character),
        (41710, EntityType.Other, EntityKind.People),
        (34770, EntityType.Other, EntityKind.People),
        (9174, EntityType.Other, EntityKind.People),
        (18608583, EntityType.Other, EntityKind.Competition),
        (27020041, EntityType.Other, EntityKind.Competition),
        (43229, EntityType.Organization, EntityKind.Organisation),
        (386724, EntityType.Other, EntityKind.Work),
        (1656682, EntityType.Other, EntityKind.Event),
        (2424752, EntityType.Other, EntityKind.Product),
        (27096213, EntityType.Place, EntityKind.Place),
        (618123, EntityType.Place, EntityKind.Place),
    ];

    // Pages of the project itself, papers and genes are no entities of the news.
    private static readonly HashSet<uint> LeftOut = [4167410, 4167836, 13406463, 17442446, 11266439, 14204246, 13442814, 7187, 8054];

    private readonly Dictionary<uint, uint[]> _parents = [];
    private readonly Dictionary<uint, string> _countries = [];
    private readonly Dictionary<uint, string> _offices = [];
    private readonly Dictionary<uint, (EntityType Type, EntityKind Kind)?> _sorts = [];

    /// <summary>Notes what an item tells of classes, countries and offices.</summary>
    public void Add(uint id, DumpItem item)
    {
        if (item.Items("P279").ToArray() is { Length: > 0 } parents)
        {
            _parents[id] = parents;
        }

        if (item.Value("P297") is { Length: 2 } code)
        {
            _countries[id] = code;
        }

        if ((item.Has("P1001") || item.Has("P1308") || item.Has("P2389")) && item.Name is { Length: > 0 } title)
        {
            _offices[id] = title;
        }
    }

    /// <summary>The code of a country, or empty.</summary>
    public string Country(uint id) => _countries.GetValueOrDefault(id, "");

    /// <summary>The title of an office, or empty.</summary>
    public string Office(uint id) => _offices.GetValueOrDefault(id, "");

    /// <summary>What sort of thing an instance of these classes is; null for what is no entity, unspecified for what no known class tells.</summary>
    public (EntityType Type, EntityKind Kind)? Sort(IEnumerable<uint> classes)
    {
        (EntityType, EntityKind) best = (EntityType.Unspecified, EntityKind.Unknown);
        var rank = int.MaxValue;
        foreach (var one in classes)
        {
            if (SortOfClass(one) is not { } sort)
            {
                return null;
            }

            var place = Array.FindIndex(Known, known => known.Type == sort.Type && known.Kind == sort.Kind);
            if (place >= 0 && place < rank)
            {
                (best, rank) = (sort, place);
            }
        }

        return best;
    }

    /// <summary>Writes all to a file.</summary>
    public void Write(string path)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(_parents.Count);
        foreach (var (id, parents) in _parents)
        {
            file.Write(id);
            file.Write(parents.Length);
            foreach (var parent in parents)
            {
                file.Write(parent);
            }
        }

        foreach (var texts in new[] { _countries, _offices })
        {
            file.Write(texts.Count);
            foreach (var (id, text) in texts)
            {
                file.Write(id);
                file.Write(text);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ClassTree Read(string path)
    {
        using var file = new BinaryReader(File.OpenRead(path));
        var tree = new ClassTree();
        for (var left = file.ReadInt32(); left > 0; left--)
        {
            var id = file.ReadUInt32();
            var parents = new uint[file.ReadInt32()];
            for (var i = 0; i < parents.Length; i++)
            {
                parents[i] = file.ReadUInt32();
            }

            tree._parents[id] = parents;
        }

        foreach (var texts in new[] { tree._countries, tree._offices })
        {
            for (var left = file.ReadInt32(); left > 0; left--)
            {
                texts[file.ReadUInt32()] = file.ReadString();
            }
        }

        return tree;
    }

    private (EntityType Type, EntityKind Kind)? SortOfClass(uint one)
    {
        if (_sorts.TryGetValue(one, out var known))
        {
            return known;
        }

        // Breadth first: the nearest known class decides. Classes may run in circles.
        var seen = new HashSet<uint> { one };
        var level = new List<uint> { one };
        for (var depth = 0; depth < MaxDepth && level.Count > 0; depth++)
        {
            if (level.Exists(LeftOut.Contains))
            {
                return _sorts[one] = null;
            }

            var place = level.Select(candidate => Array.FindIndex(Known, sort => sort.Class == candidate)).Where(place => place >= 0).DefaultIfEmpty(-1).Min();
            if (place >= 0)
            {
                return _sorts[one] = (Known[place].Type, Known[place].Kind);
            }

            level = [.. level.SelectMany(candidate => _parents.GetValueOrDefault(candidate, [])).Where(seen.Add)];
        }

        return _sorts[one] = (EntityType.Unspecified, EntityKind.Unknown);
    }
}
