using System.Text;
using AngleSharp.Dom;

namespace OnRecord.Ingest;

/// <summary>
/// Puts the pieces of one line together. White space folds to one blank; where two elements touch without any, as in
/// &lt;span&gt;5 May 2026&lt;/span&gt;&lt;span&gt;By Ann Lee&lt;/span&gt;, the page's style keeps them apart and a blank does it here.
/// </summary>
internal sealed class InlineText
{
    private const int MostNodes = 12;
    private const int LongestBeginning = 60;

    private readonly StringBuilder _text = new();

    /// <summary>Length of the line so far.</summary>
    public int Length => _text.Length;

    /// <summary>The text of an element on one line.</summary>
    public static string Of(INode node)
    {
        var line = new InlineText();
        Collect(node, line);
        return line.ToString();
    }

    /// <summary>Adds text as it stands in the page.</summary>
    public void Append(string data)
    {
        foreach (var unit in data)
        {
            if (!char.IsWhiteSpace(unit))
            {
                _text.Append(unit);
            }
            else if (_text.Length > 0 && _text[^1] != ' ')
            {
                _text.Append(' ');
            }
        }
    }

    /// <summary>Parts what stands so far from the inline element that comes next, where both are words of their own.</summary>
    public void Enter(IElement element)
    {
        if (_text.Length == 0 || _text[^1] == ' ' || !IsPhrase(element) || Before(element) is not IElement before || !IsPhrase(before))
        {
            return;
        }

        var (left, right) = (Beginning(before), Beginning(element));
        if ((left.Length > 1 || IsSeparator(left)) && (right.Length > 1 || IsSeparator(right)) && Touches(_text[^1], right[0])
            && (!char.IsLower(_text[^1]) || !char.IsLower(right[0]) || left.Contains(' ', StringComparison.Ordinal) || right.Contains(' ', StringComparison.Ordinal))
            && !(char.IsDigit(_text[^1]) && char.IsDigit(right[0]) && !left.Contains(' ', StringComparison.Ordinal)))
        {
            _text.Append(' ');
        }
    }

    /// <summary>What stands right before an element; comments are not there for a reader.</summary>
    private static INode? Before(IElement element)
    {
        var before = element.PreviousSibling;
        while (before is IComment)
        {
            before = before.PreviousSibling;
        }

        return before;
    }

    /// <summary>Begins a new line.</summary>
    public void Clear() => _text.Clear();

    /// <inheritdoc />
    public override string ToString() => _text.ToString().Trim();

    private static void Collect(INode node, InlineText line)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText text:
                    line.Append(text.Data);
                    break;
                case IElement element when !PageSignals.IsNeverText(element):
                    if (PageSignals.IsBlock(element) || element.LocalName == "br")
                    {
                        line.Append(" ");
                    }

                    line.Enter(element);
                    Collect(element, line);
                    break;
            }
        }
    }

    /// <summary>The first words of an element; what they show is enough, and a walk over the whole of it at every element is not to be had.</summary>
    private static string Beginning(IElement element) =>
        string.Concat(element.Descendants().Take(MostNodes).OfType<IText>().Take(2).Select(text => text.Data[..Math.Min(text.Data.Length, LongestBeginning)])).Trim();

    /// <summary>Elements that hold words. A drop capital or a raised figure is part of the word beside it, but these are told by their length.</summary>
    private static bool IsPhrase(IElement element) =>
        element.LocalName is "span" or "a" or "time" or "strong" or "b" or "em" or "i" or "cite" or "small" or "address" or "label" or "font" or "u"
            or "abbr" or "data" or "mark" or "bdi" or "q" or "tt" or "code"
        || element.LocalName.Contains('-', StringComparison.Ordinal);

    private static bool IsSeparator(string text) => text is "|" or "·" or "•";

    /// <summary>Whether two characters would run together as words: no mark stands between them that needs no blank.</summary>
    private static bool Touches(char left, char right) =>
        (char.IsLetterOrDigit(left) || left is '.' or ',' or ':' or ';' or '!' or '?' or ')' or '”' or '»' or '%' or '|' or '·' or '•') && (char.IsLetterOrDigit(right) || right is '(' or '“' or '«' or '|' or '·' or '•' or '£' or '$' or '€');
}
