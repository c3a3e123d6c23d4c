using System.Reflection;
using OnRecord.Entities.Index;

namespace OnRecord.Entities;

/// <summary>The knowledge base that ships with the program: an index inside the assembly, whose pages come from its file when they are used.</summary>
public static class ShippedKnowledge
{
    private static readonly Lazy<KnowledgeIndex> Index = new(() => KnowledgeIndex.Of(
        (UnmanagedMemoryStream)(Assembly.GetExecutingAssembly().GetManifestResourceStream("OnRecord.Entities.knowledge")
            ?? throw new InvalidOperationException("The knowledge base is not in the assembly."))));

    /// <summary>The shipped index, or that of a file.</summary>
    /// <param name="path">File that <c>onrecord kb build</c> wrote; empty for the one that ships.</param>
    /// <exception cref="InvalidDataException">The file is no index, or one of another version.</exception>
    public static KnowledgeIndex Open(string path) => path.Length == 0 ? Index.Value : KnowledgeIndex.Open(path);

    /// <summary>The shipped knowledge base with entries of the platform's own.</summary>
    public static KnowledgeBase Load(IEnumerable<KnowledgeEntry>? own = null) => new(Index.Value, own ?? []);
}
