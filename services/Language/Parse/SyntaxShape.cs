namespace OnRecord.Language.Parse;

/// <summary>Sizes of the network; all multiples of 16.</summary>
/// <param name="Input">Length of a word's input vector.</param>
/// <param name="Hidden">Units per direction of a recurrent layer.</param>
/// <param name="Layers">Number of recurrent layers.</param>
/// <param name="Arc">Length of the vectors that heads and dependents are compared with.</param>
/// <param name="Label">Units of the layer that names relations.</param>
internal sealed record SyntaxShape(int Input, int Hidden, int Layers, int Arc, int Label)
{
    /// <summary>Index of the recurrent layer that the tags are read from; the layers above serve the trees alone.</summary>
    public int TagLayer => Layers - 2;

    /// <summary>Length of a layer's output: both directions.</summary>
    public int Width => 2 * Hidden;

    /// <summary>Number of distance classes between a word and its head.</summary>
    public const int Distances = 32;

    /// <summary>Class of a signed distance (head minus dependent).</summary>
    public static int DistanceClass(int distance)
    {
        var size = Math.Abs(distance);
        var level = size <= 4 ? size : size <= 6 ? 5 : size <= 9 ? 6 : size <= 14 ? 7 : size <= 24 ? 8 : 9;
        return distance < 0 ? level : level + 10;
    }
}
