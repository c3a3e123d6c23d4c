using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// A plain negative ("the station has no lift") denies only what somebody says. A row on which all that is said are such statements has nobody to deny:
/// they stand on it as they were made, affirmed.
/// </summary>
internal static class PlainNegatives
{
    /// <summary>Turns the denials of such rows into what they are.</summary>
    /// <param name="positions">All of a story, each with its claim; replaced where they turn.</param>
    public static void Resolve(StoredPosition[] positions)
    {
        foreach (var row in Enumerable.Range(0, positions.Length).GroupBy(i => positions[i].ClaimId))
        {
            if (row.All(i => positions[i] is { Stance: StanceLabel.Denies, Stated.Length: > 0 }))
            {
                foreach (var i in row)
                {
                    positions[i] = positions[i] with { Stance = StanceLabel.Affirms, About = positions[i].Stated };
                }
            }
        }
    }
}
