using Spectre.Console.Rendering;

namespace OnRecord.Terminal;

/// <summary>A picture that has a form of its own in a pipe.</summary>
public interface IPlain : IRenderable
{
    /// <summary>Writes it without colours and borders, each value on one line.</summary>
    void WritePlain(TextWriter output);
}
