namespace OnRecord.Stances;

/// <summary>The one list of columns that fills a <see cref="StoredPosition"/>.</summary>
internal static class PositionSql
{
    /// <summary>Positions p with their article a.</summary>
    public const string Select =
        """
        SELECT p.position_id, p.article_id, p.ordinal, p.claim_id, p.holder_id, p.holder_name, p.holder_type, p.holder_wikidata_id,
            p.holder_names, p.stance, p.about, p.stated, p.about_entities, p.terms, p.vector, p.evidence_vector, p.form, p.cue, p.cue_start, p.cue_end, p.evidence, p.evidence_start,
            p.evidence_end, p.reported_via, p.confidence, p.label_confidence, p.decided_by, p.published_at,
            a.revision, a.story_id, a.voice_id, a.outlet, a.title, a.title_vector, a.is_dated, a.url
        FROM positions p JOIN articles a ON a.article_id = p.article_id
        """;

    /// <summary>
    /// The same with only what claims and changes are found by: a story is read whole whenever it grows. A position's place counts from 1 within its
    /// story, newest first.
    /// </summary>
    public const string SelectForGrouping =
        """
        SELECT p.position_id, p.article_id, p.ordinal, p.claim_id, p.holder_id, p.holder_name, p.holder_type, p.holder_wikidata_id, p.stance,
            p.about, p.stated, p.terms, p.vector, p.evidence_vector, p.form, p.evidence, p.evidence_start, p.evidence_end, p.confidence, p.label_confidence, p.published_at, a.revision, a.outlet, a.story_id, a.title, a.title_vector, a.is_dated,
            row_number() OVER (PARTITION BY a.story_id ORDER BY p.published_at DESC, p.article_id, p.ordinal) AS place
        FROM positions p JOIN articles a ON a.article_id = p.article_id
        """;
}
