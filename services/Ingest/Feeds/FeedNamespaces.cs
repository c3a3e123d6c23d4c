using System.Xml.Linq;

namespace OnRecord.Ingest;

/// <summary>Tells a feed's own elements from those of extensions that share their names.</summary>
internal static class FeedNamespaces
{
    public const string Atom = "http://www.w3.org/2005/Atom";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";

    private const int Extension = 3;

    private static readonly HashSet<string> Core = new(StringComparer.OrdinalIgnoreCase)
    {
        "", Atom, "http://purl.org/atom/ns#", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2",
        "http://www.sitemaps.org/schemas/sitemap/0.9",
    };

    /// <summary>
    /// The children of a name, the feed's own first: those of the parent's name space, then those of any feed format, then Dublin
    /// Core, then extensions. Feeds in the wild use the wrong name space, or none, more often than the wrong name.
    /// </summary>
    public static IEnumerable<XElement> Named(this XElement parent, string local) =>
        parent.Elements()
            .Where(child => child.Name.LocalName.Equals(local, StringComparison.OrdinalIgnoreCase))
            .OrderBy(child => Rank(parent, child));

    /// <summary>The children of a name that are the feed's own, in any of its formats or of Dublin Core.</summary>
    public static IEnumerable<XElement> Own(this XElement parent, string local) => parent.Named(local).Where(child => Rank(parent, child) < Extension);

    private static int Rank(XElement parent, XElement child) =>
        child.Name.Namespace == parent.Name.Namespace ? 0
        : Core.Contains(child.Name.NamespaceName) ? 1
        : child.Name.NamespaceName == DublinCore ? 2
        : Extension;

    /// <summary>The first child of a name, the feed's own before those of extensions; null where there is none.</summary>
    public static XElement? Child(this XElement parent, string local) => parent.Named(local).FirstOrDefault();

    /// <summary>The text of the first child of a name that has any.</summary>
    public static string Text(this XElement parent, string local) =>
        parent.Named(local).Select(child => child.Value.Trim()).FirstOrDefault(text => text.Length > 0) ?? "";

    /// <summary>An attribute by its local name, without its prefix first; empty where there is none.</summary>
    public static string Attribute(this XElement? element, string local, string fallback) =>
        element?.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.LocalName.Equals(local, StringComparison.OrdinalIgnoreCase))
            .OrderBy(attribute => attribute.Name.NamespaceName.Length)
            .FirstOrDefault()?.Value.Trim() ?? fallback;
}
