using System.Globalization;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using OnRecord.Api;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Web;

/// <summary>A board to take away: CSV for a spreadsheet, JSON as the API writes it.</summary>
internal static class BoardExport
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithIndentation());

    /// <summary>Maps <c>/stories/{id}/board.csv</c> and <c>.json</c>.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/stories/{id}/board.csv", (string id, Backends backends) => ExportAsync(id, backends, "text/csv; charset=utf-8", "csv", Csv));
        app.MapGet("/stories/{id}/board.json", (string id, Backends backends) => ExportAsync(id, backends, "application/json", "json", Json.Format));
    }

    /// <summary>A row a position, with a heading; RFC 4180.</summary>
    internal static string Csv(PositionBoard board)
    {
        var csv = new StringBuilder("claim,contested,holder,stance,sentence,outlet,published,url,article_id,start,end,how_sure,position_id\r\n");
        foreach (var claim in board.Claims)
        {
            foreach (var stand in claim.Stands)
            {
                foreach (var position in stand.Positions)
                {
                    var evidence = position.Evidence;
                    string[] cells =
                    [
                        claim.Text, claim.Contested ? "yes" : "no", Words.NameOf(stand.Holder), Words.Of(stand.Stance), evidence.Text,
                        evidence.Article.Outlet, Words.Iso(evidence.Article.PublishTime), evidence.Article.Url, evidence.Article.ArticleId,
                        evidence.Span.Start.ToString(CultureInfo.InvariantCulture), evidence.Span.End.ToString(CultureInfo.InvariantCulture),
                        ConfidenceWords.Of(position.Confidence), position.PositionId,
                    ];
                    csv.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
                }
            }
        }

        return csv.ToString();
    }

    // A spreadsheet runs what begins like a formula: text of others never does.
    private static string Cell(string value)
    {
        var harmless = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static async Task<IResult> ExportAsync(string id, Backends backends, string type, string ending, Func<PositionBoard, string> write)
    {
        try
        {
            var answer = await backends.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = id }, deadline: backends.Deadline);
            return Results.File(Encoding.UTF8.GetBytes(write(answer.Board)), type, $"board-{answer.Board.StoryId}.{ending}");
        }
        catch (RpcException fault)
        {
            return Results.Text(
                Words.Of(fault),
                statusCode: fault.StatusCode is StatusCode.NotFound or StatusCode.InvalidArgument ? StatusCodes.Status404NotFound : StatusCodes.Status503ServiceUnavailable);
        }
    }
}
