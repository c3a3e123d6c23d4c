-- What a local entity turned out to be, once no article names it any more: its id leads on, and the row tells since when and by which article.
CREATE TABLE successors (
    entity_id      TEXT PRIMARY KEY,
    into_entity_id TEXT NOT NULL,
    into_name      TEXT NOT NULL,
    into_type      INTEGER NOT NULL,
    article_id     TEXT NOT NULL,
    found_at       INTEGER NOT NULL
) WITHOUT ROWID;
