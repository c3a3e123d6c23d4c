using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>Tells paragraphs of an article from what is left of the page around it.</summary>
internal static partial class PageResidue
{
    public static bool IsResidue(string paragraph) => paragraph.Length < 200 && Residue().IsMatch(paragraph);

    [GeneratedRegex(
        @"^\W*$|^(prev|next|previous|share|tweet|print|email|advertisement|sponsored|related|comments?|subscribe|sign up|log in|menu|search)\W*$"
        + @"|^(prev|previous)\W+next\b|^(read more|read also|see also|more on this|related stor(y|ies)|click here|follow us|share this|sign up (for|to)|"
        + @"subscribe (to|now)|we use cookies|photo( by|:)|image( credit|:)|picture:|credit:|\(?(photo|image|file photo)\b.{0,80}(getty|reuters|ap|afp)\b)|"
        + @"(getty images|afp photo|via getty)\)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Residue();
}
