using Spectre.Console;
using Spectre.Console.Rendering;

namespace OnRecord.Terminal;

/// <summary>Rows of one kind: a table with borders on a terminal, columns separated by tabs in a pipe.</summary>
/// <param name="columns">Headings.</param>
/// <param name="hidden">Headings of columns that only a pipe gets, ids for the most part: at the end, after the others.</param>
public sealed class Listing(IReadOnlyList<string> columns, IReadOnlyList<string>? hidden = null) : IPlain
{
    private readonly List<(string[] Cells, string[] Hidden)> _rows = [];

    /// <summary>What a terminal shows for no rows.</summary>
    public string Empty { get; init; } = "Nothing found.";

    /// <summary>Adds a row of markup. A terminal shows the hidden cells in grey below the first cell.</summary>
    public void Add(string[] cells, params string[] hiddenCells) => _rows.Add((cells, hiddenCells));

    /// <inheritdoc />
    public void WritePlain(TextWriter output)
    {
        output.WriteLine(string.Join('\t', columns.Concat(hidden ?? []).Select(column => column.ToUpperInvariant())));
        foreach (var (cells, hiddenCells) in _rows)
        {
            output.WriteLine(string.Join('\t', cells.Concat(hiddenCells).Select(Cells.OnOneLine)));
        }
    }

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => Table().Measure(options, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => Table().Render(options, maxWidth);

    private IRenderable Table()
    {
        if (_rows.Count == 0)
        {
            return new Markup($"[grey]{Markup.Escape(Empty)}[/]");
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns([.. columns]);
        foreach (var (cells, hiddenCells) in _rows)
        {
            var below = string.Join(' ', hiddenCells.Where(cell => cell.Length > 0));
            table.AddRow([below.Length > 0 ? $"{cells[0]}\n[grey]{below}[/]" : cells[0], .. cells.Skip(1)]);
        }

        return table;
    }
}
