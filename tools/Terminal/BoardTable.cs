using OnRecord.Api.Stance.V1;
using Spectre.Console;
using Spectre.Console.Rendering;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Terminal;

/// <summary>A position board: a row per claim, a column per stance that anybody takes, holders in the cells.</summary>
public static class BoardTable
{
    private static readonly Stance[] Order =
        [Stance.Affirms, Stance.Denies, Stance.Questions, Stance.NoComment, Stance.Supports, Stance.Opposes];

    /// <summary>The board as a table; the first <paramref name="claims"/> claims.</summary>
    public static IRenderable Of(PositionBoard board, int claims = int.MaxValue)
    {
        var shown = board.Claims.Take(claims).ToList();
        var stances = Order.Where(stance => shown.Any(claim => claim.Stands.Any(stand => stand.Stance == stance))).ToList();
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators();
        table.AddColumn("Claim");
        foreach (var stance in stances)
        {
            table.AddColumn(Cells.Coloured(stance));
        }

        foreach (var claim in shown)
        {
            table.AddRow([
                Cells.Plain(claim.Text) + (claim.Contested ? "\n[bold yellow]contested[/]" : ""),
                .. stances.Select(stance => string.Join("\n", claim.Stands.Where(stand => stand.Stance == stance).Select(Cell)))]);
        }

        return table;
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

    private static string Cell(HolderStand stand) =>
        Cells.Holder(stand.Holder) + (stand.OutletCount > 1 ? $" [grey]({stand.OutletCount} outlets)[/]" : "");
}
