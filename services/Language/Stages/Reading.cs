using OnRecord.Language.Names;
using OnRecord.Language.Parse;
using OnRecord.Language.Segment;

namespace OnRecord.Language;

/// <summary>What the engine finds out about a text.</summary>
internal enum TextLayer
{
    /// <summary>The text itself, and where its body begins.</summary>
    Text,

    /// <summary>Tokens, in sentences.</summary>
    Sentences,

    /// <summary>Tags and trees.</summary>
    Trees,

    /// <summary>Names as the tagger sees them.</summary>
    TaggedNames,

    /// <summary>Names with the nicknames in them.</summary>
    Names,

    /// <summary>Mentions in chains.</summary>
    Chains,
}

/// <summary>A text while the engine reads it. Its lists are used again for the next text.</summary>
internal sealed class Reading
{
    /// <summary>The text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where the body begins.</summary>
    public int BodyStart { get; private set; }

    /// <summary>Ends the work.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>Tokens; with tags and trees once these have been found.</summary>
    public TokenList Tokens { get; } = new();

    /// <summary>Sentences.</summary>
    public List<Sentence> Sentences { get; } = [];

    /// <summary>Scratch memory of the parser.</summary>
    public SyntaxScratch Syntax { get; } = new();

    /// <summary>Names.</summary>
    public List<FoundName> Names { get; set; } = [];

    /// <summary>The document, once its chains have been found.</summary>
    public Document? Document { get; set; }

    /// <summary>Begins a text.</summary>
    public void Begin(string text, int bodyStart, CancellationToken cancellation) => (Text, BodyStart, Cancellation, Names, Document) = (text, bodyStart, cancellation, [], null);
}
