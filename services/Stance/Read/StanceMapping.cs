using OnRecord.Api.Common.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.Defaults;
using Proto = OnRecord.Api.Stance.V1;

namespace OnRecord.Stances;

/// <summary>From what is stored or analysed to proto messages.</summary>
internal static class StanceMapping
{
    /// <param name="board">The board.</param>
    /// <param name="isSigned">Whether it says what decided; so below.</param>
    public static PositionBoard ToProto(this Board board, bool isSigned) => new()
    {
        StoryId = board.StoryId.ToString(),
        Claims = { board.Claims.Select(claim => ToProto(claim, isSigned)) },
        ArticleCount = board.ArticleCount,
        OutletCount = board.OutletCount,
        UpdateTime = ProtoMapping.ToTimestamp(board.UpdatedAt),
        DecidedBy = isSigned ? board.DecidedBy : "",
    };

    public static Proto.Position ToProto(this StoredPosition position, bool isSigned) => new()
    {
        PositionId = position.PositionId.ToString(),
        Holder = ToHolder(position),
        Stance = (Stance)position.Stance,
        About = position.About,
        AboutEntities = { position.Targets.Select(ToProto) },
        Form = (Api.Common.V1.StatementForm)position.Form,
        Cue = position.Cue,
        CueSpan = ProtoMapping.ToSpan(position.CueStart, position.CueEnd),
        Evidence = new Evidence
        {
            Text = position.Evidence,
            Span = ProtoMapping.ToSpan(position.EvidenceStart, position.EvidenceEnd),
            Article = ProtoMapping.ToArticleRef(position.ArticleId, position.Revision, position.Title, position.Outlet, position.Url, position.PublishedAt),
        },
        ReportedVia = position.ReportedVia,
        Confidence = position.Confidence,
        DecidedBy = isSigned ? position.DecidedBy : "",
        StoryId = position.StoryId?.ToString() ?? "",
        ClaimId = position.ClaimId?.ToString() ?? "",
    };

    public static PositionChange ToProto(this ShownChange change, bool isSigned) => new()
    {
        ChangeId = change.ChangeId.ToString(),
        StoryId = change.StoryId.ToString(),
        ClaimId = change.ClaimId.ToString(),
        Holder = ToHolder(change.After),
        Kind = (PositionChangeKind)change.Kind,
        Before = change.Before.ToProto(isSigned),
        After = change.After.ToProto(isSigned),
        ChangeTime = ProtoMapping.ToTimestamp(change.ChangedAt),
        Confidence = change.Confidence,
        DecidedBy = isSigned ? change.DecidedBy : "",
    };

    public static PortrayalCount ToProto(this PortrayalTally tally) => new()
    {
        Outlet = tally.Outlet,
        Day = ProtoMapping.ToTimestamp(tally.Day),
        Negative = tally.Negative,
        Neutral = tally.Neutral,
        Positive = tally.Positive,
    };

    public static ArticleStance ToProto(this CheckedArticle answer, bool isSigned) => new()
    {
        DecidedBy = isSigned ? ClaimChecker.SignatureOf(answer) : "",
        Stance = (ClaimStance)answer.Answer,
        Confidence = answer.Confidence,
        Evidence = new Evidence
        {
            Text = answer.Evidence.Of(answer.Article.Text),
            Span = answer.Evidence.ToProto(),
            Article = ProtoMapping.ToArticleRef(answer.Article.ArticleId, answer.Article.Revision, answer.Article.Title, answer.Article.Outlet, answer.Article.Url, answer.Article.PublishedAt),
        },
    };

    public static ClaimTally Tally(IEnumerable<CheckedArticle> answers)
    {
        var tally = new ClaimTally();
        foreach (var answer in answers)
        {
            _ = answer.Answer switch
            {
                ClaimAnswer.Agree => tally.Agree++,
                ClaimAnswer.Disagree => tally.Disagree++,
                _ => tally.Discuss++,
            };
        }

        return tally;
    }

    public static Proto.Attribution ToProto(this Attribution attribution) => new()
    {
        Source = { attribution.Source.Select(ToProto) },
        Cue = { attribution.Cue.Select(ToProto) },
        Content = { attribution.Content.Select(ToProto) },
        Form = (Api.Common.V1.StatementForm)attribution.Form,
        Holder = attribution.Holder.ToProto(),
        Confidence = attribution.Confidence,
    };

    public static Proto.Position ToProto(this Position position, string text, bool isSigned) => new()
    {
        Holder = position.Holder.ToProto(),
        Stance = (Stance)position.Stance,
        About = position.About,
        AboutEntities = { position.AboutEntities.Select(ToProto) },
        Form = (Api.Common.V1.StatementForm)position.Form,
        Cue = position.Cue.Of(text),
        CueSpan = position.Cue.ToProto(),
        Evidence = new Evidence { Text = position.Evidence.Of(text), Span = position.Evidence.ToProto() },
        ReportedVia = position.ReportedVia ?? "",
        Confidence = position.Confidence,
        DecidedBy = isSigned ? position.DecidedBy : "",
    };

    public static SentencePortrayal ToProto(this FoundPortrayal portrayal, Language.Document document, IReadOnlyList<LinkedMention> links)
    {
        var mention = document.Mentions[portrayal.Mention];
        var link = links.First(known => known.Mention == portrayal.Mention);
        return new SentencePortrayal
        {
            Entity = new EntityRef { EntityId = link.EntityId, Name = link.Name, Type = (EntityType)link.Type, WikidataId = link.WikidataId },
            Mention = mention.Range.ToProto(),
            Sentence = portrayal.Sentence.ToProto(),
            Portrayal = (Portrayal)portrayal.Label,
            Confidence = portrayal.Confidence,
        };
    }

    public static TextSpan ToProto(this Language.TextRange range) => ProtoMapping.ToSpan(range.Start, range.End);

    private static Proto.Claim ToProto(BoardClaim claim, bool isSigned) => new()
    {
        DecidedBy = isSigned ? claim.DecidedBy : "",
        ClaimId = claim.ClaimId.ToString(),
        Text = claim.Text,
        Entities = { claim.Entities.Select(ToProto) },
        Stands = { claim.Stands.Select(stand => ToProto(stand, isSigned)) },
        Contested = claim.Contested,
        FirstSeenTime = ProtoMapping.ToTimestamp(claim.FirstSeen),
        LastSeenTime = ProtoMapping.ToTimestamp(claim.LastSeen),
        OutletCount = claim.OutletCount,
        Main = claim.IsMain,
        Contest = claim.Contest is not { } contest ? null : new Proto.Contest
        {
            ForPositionId = contest.For.PositionId.ToString(),
            AgainstPositionId = contest.Against.PositionId.ToString(),
            Confidence = contest.Confidence,
            DecidedBy = isSigned ? contest.DecidedBy : "",
        },
    };

    private static HolderStand ToProto(BoardStand stand, bool isSigned) => new()
    {
        DecidedBy = isSigned ? stand.DecidedBy : "",
        Holder = ToHolder(stand.Holder, stand.HolderNames),
        Stance = (Stance)stand.Stance,
        Positions = { stand.Positions.Select(position => position.ToProto(isSigned)) },
        PositionCount = stand.PositionCount,
        OutletCount = stand.OutletCount,
        ArticleCount = stand.ArticleCount,
        FirstSeenTime = ProtoMapping.ToTimestamp(stand.FirstSeen),
        LastSeenTime = ProtoMapping.ToTimestamp(stand.LastSeen),
    };

    private static Proto.Holder ToHolder(StoredPosition position) => ToHolder(position, position.HolderNameList);

    private static Proto.Holder ToHolder(StoredPosition position, IEnumerable<string> names) => position.HolderId.Length == 0
        ? new Proto.Holder { Unnamed = position.IsUnnamed, Description = position.HolderName }
        : new Proto.Holder
        {
            Entity = new EntityRef
            {
                EntityId = position.HolderId,
                Name = position.HolderName,
                Type = (EntityType)position.HolderType,
                WikidataId = position.HolderWikidataId,
            },
            Names = { names },
        };

    private static Proto.Holder ToProto(this Holder holder) => new()
    {
        Entity = holder.Entity?.ToProto(),
        Unnamed = holder.IsUnnamed,
        Description = holder.Description,
        Names = { holder.Names },
    };

    private static EntityRef ToProto(this EntityReference entity) => new()
    {
        EntityId = entity.EntityId,
        Name = entity.Name,
        Type = (EntityType)entity.Type,
        WikidataId = entity.WikidataId,
    };

    private static EntityRef ToProto(NamedEntity entity) => new()
    {
        EntityId = entity.EntityId,
        Name = entity.Name,
        Type = (EntityType)entity.Type,
        WikidataId = entity.WikidataId,
    };
}
