using OnRecord.Api.Stance.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Terminal;

/// <summary>
/// A position board: a row per claim, holders under the stance they take. A wide terminal gets a column per stance that anybody takes,
/// a narrow one all stances below each other.
/// </summary>
public static class BoardTable
{
    private const int WideTerminal = 120;

    private static readonly Stance[] Order =
        [Stance.Affirms, Stance.Denies, Stance.Questions, Stance.NoComment, Stance.Supports, Stance.Opposes];

    /// <summary>How many rows are main ones; all of a board from a service that does not mark them.</summary>
    public static int MainClaims(PositionBoard board) => board.Claims.Count(claim => claim.Main) is var main and > 0 ? main : board.Claims.Count;

    /// <summary>The board as a table; the first <paramref name="claims"/> claims.</summary>
    public static IRenderable Of(PositionBoard board, int claims = int.MaxValue)
    {
        var shown = board.Claims.Take(claims).ToList();
        var table = AnsiConsole.Profile.Width >= WideTerminal ? Wide(shown) : Narrow(shown);
        var rest = board.Claims.Count - shown.Count;
        return rest == 0 ? table : table.Caption($"{rest} minor claims more");
    }

    /// <summary>One row a stand, with its strongest sentence, for a pipe.</summary>
    public static Listing Plain(PositionBoard board, int claims = int.MaxValue)
    {
        var listing = new Listing(["Claim", "Contested", "Stance", "Holder", "Outlets", "Sentence", "Outlet", "Position"]);
        foreach (var claim in board.Claims.Take(claims))
        {
            foreach (var stand in claim.Stands)
            {
                var proof = stand.Positions.FirstOrDefault();
                listing.Add(
                [
                    Cells.Plain(claim.Text),
                    claim.Contested ? "contested" : "-",
                    Cells.Name(stand.Stance),
                    Cells.Holder(stand.Holder),
                    $"{stand.OutletCount}",
                    Cells.Plain(proof?.Evidence?.Text ?? ""),
                    Cells.Plain(proof?.Evidence?.Article?.Outlet ?? ""),
                    proof?.PositionId ?? "",
                ]);
            }
        }

        return listing;
    }

    /// <summary>The proof: each stand with its strongest sentence and the outlet that carries it.</summary>
    public static IRenderable Evidence(PositionBoard board, int claims = int.MaxValue)
    {
        var root = new Tree("[bold]Evidence[/]");
        foreach (var claim in board.Claims.Take(claims))
        {
            var node = root.AddNode(Cells.Plain(claim.Text));
            foreach (var stand in claim.Stands)
            {
                var proof = stand.Positions.FirstOrDefault()?.Evidence;
                var sentence = proof is null ? "" : $": “{Cells.Plain(proof.Text)}” [grey]{Cells.Plain(proof.Article?.Outlet ?? "")}[/]";
                node.AddNode($"{Cells.Holder(stand.Holder)} {Cells.Coloured(stand.Stance)}{sentence}");
            }
        }

        return root;
    }

    private static Table Wide(List<Claim> claims)
    {
        var stances = Order.Where(stance => claims.Any(claim => claim.Stands.Any(stand => stand.Stance == stance))).ToList();
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        table.AddColumn("Claim");
        foreach (var stance in stances)
        {
            table.AddColumn(Cells.Coloured(stance));
        }

        foreach (var claim in claims)
        {
            table.AddRow([Text(claim), .. stances.Select(stance => string.Join("\n", Stands(claim, stance).Select(Holder)))]);
        }

        return table;
    }

    private static Table Narrow(List<Claim> claims)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators().AddColumns("Claim", "Who stands where");
        foreach (var claim in claims)
        {
            var lines = Order.SelectMany(stance => Stands(claim, stance), (stance, stand) => $"{Cells.Coloured(stance)} {Holder(stand)}");
            table.AddRow(Text(claim), string.Join("\n", lines));
        }

        return table;
    }

    private static string Text(Claim claim) => Cells.Plain(claim.Text) + (claim.Contested ? "\n[bold yellow]contested[/]" : "");

    private static IEnumerable<HolderStand> Stands(Claim claim, Stance stance) => claim.Stands.Where(stand => stand.Stance == stance);

    private static string Holder(HolderStand stand) =>
        Cells.Holder(stand.Holder) + (stand.OutletCount > 1 ? $" [grey]({stand.OutletCount} outlets)[/]" : "");
}
