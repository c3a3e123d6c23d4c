using Spectre.Console;
using Spectre.Console.Rendering;

namespace OnRecord.Terminal;

/// <summary>Parts below each other; a pipe gets each in its plain form.</summary>
public sealed class View(params IReadOnlyList<IRenderable> parts) : IRenderable
{
    /// <summary>From top to bottom.</summary>
    public IReadOnlyList<IRenderable> Parts => parts;

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => ((IRenderable)new Rows(parts)).Measure(options, maxWidth);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => ((IRenderable)new Rows(parts)).Render(options, maxWidth);
}
