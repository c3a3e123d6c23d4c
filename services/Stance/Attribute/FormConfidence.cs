namespace OnRecord.Stances;

/// <summary>How sure attributions are that are told by their form and by no model: 0 to 1.</summary>
internal static class FormConfidence
{
    /// <summary>A name behind a quotation, after a dash, in brackets or alone on the next line.</summary>
    public const float Credit = 0.9f;

    /// <summary>A report between commas: "Lomax, prosecutors said, took bribes".</summary>
    public const float Parenthesis = 0.9f;
}
