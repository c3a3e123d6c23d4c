using System.Collections.Frozen;
using OnRecord.Language;

namespace OnRecord.Search;

/// <summary>Words that say nothing about what an article is about, as index terms.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Terms =
        LanguagePack.Default.Words("plain-words", "index").Entries.Select(entry => TermFormer.Form(entry.Word)).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a term (as <see cref="TermFormer"/> makes it) is one.</summary>
    public static bool Contains(ReadOnlySpan<char> term) => Terms.Contains(term);
}
