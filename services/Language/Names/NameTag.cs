namespace OnRecord.Language.Names;

/// <summary>
/// The tags of the name tagger: for each type B(egin), I(nside), L(ast) and U(nit), and O for no name (BILOU; Ratinov and Roth 2009).
/// A tag is 4 × (type − 1) + place, so that the name tags of four types fill one vector; <see cref="None"/> is the last.
/// </summary>
internal static class NameTag
{
    public const int Begin = 0;
    public const int Inside = 1;
    public const int Last = 2;
    public const int Unit = 3;

    /// <summary>Number of tags that stand for a part of a name.</summary>
    public const int Names = 4 * (NameTypes.Count - 1);

    /// <summary>The tag O.</summary>
    public const int None = Names;

    /// <summary>Number of all tags.</summary>
    public const int Count = Names + 1;

    /// <summary>The tag of a place within a name of a type.</summary>
    public static int Of(NameType type, int place) => (4 * ((int)type - 1)) + place;

    /// <summary>The type of a tag that is not <see cref="None"/>.</summary>
    public static NameType TypeOf(int tag) => (NameType)((tag >> 2) + 1);

    /// <summary>The place of a tag that is not <see cref="None"/>.</summary>
    public static int PlaceOf(int tag) => tag & 3;

    /// <summary>Whether a sentence may begin with the tag.</summary>
    public static bool CanStart(int tag) => tag == None || PlaceOf(tag) is Begin or Unit;

    /// <summary>Whether a sentence may end with the tag.</summary>
    public static bool CanEnd(int tag) => tag == None || PlaceOf(tag) is Last or Unit;

    /// <summary>Whether <paramref name="next"/> may follow <paramref name="tag"/>: a name that was begun must be carried to its last word.</summary>
    public static bool CanFollow(int tag, int next)
    {
        if (CanEnd(tag))
        {
            return CanStart(next);
        }

        return next != None && TypeOf(next) == TypeOf(tag) && PlaceOf(next) is Inside or Last;
    }

    /// <summary>Writes the tags of a name over the tokens [first, end).</summary>
    public static void Write(Span<byte> tags, int first, int end, NameType type)
    {
        if (end - first == 1)
        {
            tags[first] = (byte)Of(type, Unit);
            return;
        }

        tags[first] = (byte)Of(type, Begin);
        tags[(first + 1)..(end - 1)].Fill((byte)Of(type, Inside));
        tags[end - 1] = (byte)Of(type, Last);
    }
}
