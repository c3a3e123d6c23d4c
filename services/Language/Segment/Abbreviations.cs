using System.Collections.Frozen;

namespace OnRecord.Language.Segment;

/// <summary>How a word behaves when a full stop touches it.</summary>
internal enum AbbreviationKind
{
    /// <summary>Not an abbreviation: the full stop is a token of its own.</summary>
    None,

    /// <summary>A name follows ("Mr.", "Gen."): never ends a sentence.</summary>
    Title,

    /// <summary>May also be the last word of a sentence ("U.S.", "Inc.", "p.m.").</summary>
    MayEnd,

    /// <summary>Abbreviation only when a digit or a comma follows ("No. 10", "Sat., May 4").</summary>
    BeforeNumber,
}

/// <summary>Abbreviations of English news text.</summary>
internal static class Abbreviations
{
    private static readonly FrozenDictionary<string, AbbreviationKind> Words = Build();

    private static readonly FrozenDictionary<string, AbbreviationKind>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="word">The word without its final full stop, as written.</param>
    public static AbbreviationKind KindOf(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 12)
        {
            return AbbreviationKind.None;
        }

        if (Lookup.TryGetValue(word, out var kind))
        {
            return kind;
        }

        return IsDotted(word) ? AbbreviationKind.MayEnd : AbbreviationKind.None;
    }

    /// <summary>Single letters with full stops between them: "U.S", "e.g", "J.R.R".</summary>
    private static bool IsDotted(ReadOnlySpan<char> word)
    {
        if (word.Length % 2 == 0 || word.Length < 3)
        {
            return word is "Ph.D";
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (i % 2 == 0 ? !char.IsLetter(word[i]) : word[i] != '.')
            {
                return false;
            }
        }

        return true;
    }

    private static FrozenDictionary<string, AbbreviationKind> Build()
    {
        var words = new Dictionary<string, AbbreviationKind>(StringComparer.Ordinal);
        Add(AbbreviationKind.Title,
            "Mr Mrs Ms Mx Messrs Dr Drs Prof Rev Revd Fr Hon Rt Sen Sens Rep Reps Gov Govs Gen Gens Lt Col Maj Capt Cpt Cmdr Comdr Sgt Cpl "
            + "Pvt Adm Brig Pres Supt Det Insp Amb Atty Mgr Msgr Mme Mlle Mons St Ste Ft Mt Sra Srta Dist vs v cf eg ie viz approx");
        Add(AbbreviationKind.MayEnd,
            "Inc Corp Co Cos Ltd Bros Jr Sr Esq etc al Ave Blvd Rd Hwy Bldg Dept Univ Assn Assoc Intl Natl Govt Mfg "
            + "Jan Feb Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri "
            + "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo "
            + "Ont Que lb lbs oz hrs mins yrs bn Ph.D P.S tel ext dept inc corp ltd co");
        Add(AbbreviationKind.BeforeNumber, "No Nos no nos Sun Sat Mar Art Fig Figs p pp Vol vol Ch Sec sec Pt Op ca c Para para");
        return words.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(AbbreviationKind kind, string list)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                words[word] = kind;
            }
        }
    }
}
