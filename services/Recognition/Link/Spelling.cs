namespace OnRecord.Entities;

/// <summary>How a name is written beyond its letters: "iTunes", "Google+" and "D'Angelo" are written so by nobody else, and "Andean" is no "ANDEAN".</summary>
internal static class Spelling
{
    /// <summary>Whether a name is written otherwise than in plain capitalised words: a capital inside, a figure, a mark, small letters behind a full stop.</summary>
    public static bool IsOdd(string name)
    {
        var inside = false;
        for (var i = 0; i < name.Length; i++)
        {
            var unit = name[i];
            if ((inside && char.IsUpper(unit)) || (!char.IsLetter(unit) && unit is not (' ' or ',' or '-') && (unit != '.' || (i + 1 < name.Length && char.IsLower(name[i + 1])))))
            {
                return !Capitals.Only(name);
            }

            inside = char.IsLower(unit) || (inside && char.IsLetter(unit));
        }

        return false;
    }

    /// <summary>Whether two names of one <see cref="NameKey"/> have capitals and marks at the same places; accents aside.</summary>
    public static bool IsSame(string name, string other)
    {
        if (name.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < name.Length; i++)
        {
            if (SortOf(name[i]) != SortOf(other[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int SortOf(char unit) => char.IsUpper(unit) ? -1 : char.IsLetter(unit) ? -2 : unit is '’' or '‘' ? '\'' : unit;
}
