using System.Reflection;

namespace OnRecord.Language;

/// <summary>Where the files of a language lie: a folder, or the copy of <c>languages/en</c> inside the library.</summary>
internal abstract class LanguageFiles
{
    /// <summary>What messages call the place.</summary>
    public abstract string Place { get; }

    /// <summary>Whether they were built into the library: then a model is read, and checked, by those processes alone that use it.</summary>
    public abstract bool AreBuiltIn { get; }

    /// <summary>Paths of all files, with slashes, relative to the language.</summary>
    public abstract IReadOnlyCollection<string> Paths { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public Stream Open(string path) => TryOpen(path) ?? throw new InvalidDataException($"{Place}/{path}: the file is missing.");

    protected abstract Stream? TryOpen(string path);

    /// <summary>The files of a folder on disk.</summary>
    public sealed class OfFolder(string folder) : LanguageFiles
    {
        public override string Place => folder;

        public override bool AreBuiltIn => false;

        public override IReadOnlyCollection<string> Paths => Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))]
            : [];

        protected override Stream? TryOpen(string path) => File.Exists(Path.Combine(folder, path)) ? File.OpenRead(Path.Combine(folder, path)) : null;
    }

    /// <summary>The files that ship inside the library.</summary>
    public sealed class Shipped(string language) : LanguageFiles
    {
        private static readonly Assembly Library = typeof(Shipped).Assembly;
        private readonly string _prefix = $"languages/{language}/";

        public override string Place => $"languages/{language}";

        public override bool AreBuiltIn => true;

        public override IReadOnlyCollection<string> Paths =>
            [.. Library.GetManifestResourceNames().Where(name => name.StartsWith(_prefix, StringComparison.Ordinal)).Select(name => name[_prefix.Length..])];

        protected override Stream? TryOpen(string path) => Library.GetManifestResourceStream(_prefix + path);
    }
}
