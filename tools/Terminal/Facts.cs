using Spectre.Console;
using Spectre.Console.Rendering;

namespace OnRecord.Terminal;

/// <summary>What is known of one thing: names in grey beside their values on a terminal, name and value separated by a tab in a pipe.</summary>
public sealed class Facts : IPlain
{
    private readonly List<(string Name, string Value)> _rows = [];

    /// <summary>Adds a fact.</summary>
    /// <param name="name">Plain text; empty for more of the fact above.</param>
    /// <param name="value">Markup.</param>
    public void Add(string name, string value) => _rows.Add((name, value));

    /// <inheritdoc />
    public void WritePlain(TextWriter output)
    {
        foreach (var (name, value) in _rows)
        {
            output.WriteLine($"{name}\t{Cells.OnOneLine(value)}");
        }
    }

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)Grid()).Measure(options, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => ((IRenderable)Grid()).Render(options, maxWidth);

    private Grid Grid()
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (name, value) in _rows)
        {
            grid.AddRow($"[grey]{Markup.Escape(name)}[/]", value);
        }

        return grid;
    }
}
