namespace OnRecord.Language;

/// <summary>A word, number or mark, with what the tagger and the parser say of it.</summary>
public struct Token
{
    /// <summary>First UTF-16 unit in the document's text.</summary>
    public int Start { get; init; }

    /// <summary>One past the last UTF-16 unit.</summary>
    public int End { get; init; }

    /// <summary>Universal part of speech.</summary>
    public Upos Upos { get; set; }

    /// <summary>Penn Treebank tag as UD English uses it, for instance "VBD".</summary>
    public string Xpos { get; set; }

    /// <summary>Document-wide index of the syntactic head; -1 for the root of a sentence.</summary>
    public int Head { get; set; }

    /// <summary>Universal Dependencies relation to the head, without subtype except "nsubj:pass", "aux:pass", "obl:agent", "acl:relcl".</summary>
    public string Relation { get; set; }

    /// <summary>The range in the document's text.</summary>
    public readonly TextRange Range => new(Start, End);
}
