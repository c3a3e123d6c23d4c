namespace OnRecord.Cli.Submit;

/// <summary>How a file holds articles.</summary>
internal enum InputFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>One page.</summary>
    Html,

    /// <summary>One article, paragraphs separated by empty lines.</summary>
    Text,
}
