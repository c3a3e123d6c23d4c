-- Times are Unix milliseconds UTC; spans are UTF-16 units into articles.text; flags are 0 or 1.

-- A row with revision 0 is an article that a story has named before its text came; a retracted one stays as a tombstone.
CREATE TABLE articles (
    id            INTEGER PRIMARY KEY,
    article_id    TEXT    NOT NULL UNIQUE,
    revision      INTEGER NOT NULL DEFAULT 0,
    retracted     INTEGER NOT NULL DEFAULT 0,
    story_id      TEXT,
    voice_id      TEXT,
    url           TEXT    NOT NULL DEFAULT '',
    outlet        TEXT    NOT NULL DEFAULT '',
    title         TEXT    NOT NULL DEFAULT '',
    text          TEXT    NOT NULL DEFAULT '',
    body_start    INTEGER NOT NULL DEFAULT 0,
    published_at  INTEGER NOT NULL DEFAULT 0,
    model_version TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX articles_story ON articles (story_id) WHERE story_id IS NOT NULL;

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    text, content = 'articles', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TRIGGER articles_fts_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER articles_fts_update AFTER UPDATE OF text ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO articles_fts (rowid, text) VALUES (new.id, new.text);
END;

CREATE TABLE positions (
    position_id        TEXT    NOT NULL PRIMARY KEY,
    article_id         TEXT    NOT NULL REFERENCES articles (article_id),
    ordinal            INTEGER NOT NULL,
    claim_id           TEXT,
    holder_id          TEXT    NOT NULL,
    holder_name        TEXT    NOT NULL,
    holder_type        INTEGER NOT NULL,
    holder_wikidata_id TEXT    NOT NULL,
    stance             INTEGER NOT NULL,
    about              TEXT    NOT NULL,
    about_entities     TEXT    NOT NULL,
    terms              TEXT    NOT NULL,
    form               INTEGER NOT NULL,
    cue                TEXT    NOT NULL,
    cue_start          INTEGER NOT NULL,
    cue_end            INTEGER NOT NULL,
    evidence           TEXT    NOT NULL,
    evidence_start     INTEGER NOT NULL,
    evidence_end       INTEGER NOT NULL,
    reported_via       TEXT    NOT NULL,
    confidence         REAL    NOT NULL,
    published_at       INTEGER NOT NULL
);
CREATE INDEX positions_article ON positions (article_id);
CREATE INDEX positions_time ON positions (published_at, position_id);
CREATE INDEX positions_holder ON positions (holder_id, published_at, position_id);

-- For the filter by target; what is shown stands in positions.about_entities.
CREATE TABLE position_targets (
    entity_id   TEXT NOT NULL,
    position_id TEXT NOT NULL REFERENCES positions (position_id) ON DELETE CASCADE,
    PRIMARY KEY (entity_id, position_id)
) WITHOUT ROWID;
CREATE INDEX position_targets_position ON position_targets (position_id);

CREATE TABLE portrayals (
    article_id     TEXT    NOT NULL REFERENCES articles (article_id),
    entity_id      TEXT    NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    mention_start  INTEGER NOT NULL,
    mention_end    INTEGER NOT NULL,
    portrayal      INTEGER NOT NULL,
    confidence     REAL    NOT NULL,
    outlet         TEXT    NOT NULL,
    published_at   INTEGER NOT NULL,
    PRIMARY KEY (article_id, sentence_start, entity_id)
) WITHOUT ROWID;
CREATE INDEX portrayals_entity ON portrayals (entity_id, published_at);

CREATE TABLE stories (
    story_id          TEXT    NOT NULL PRIMARY KEY,
    version           INTEGER NOT NULL DEFAULT 0,
    merged_into       TEXT,
    removed           INTEGER NOT NULL DEFAULT 0,
    changed_at        INTEGER NOT NULL DEFAULT 0,
    fingerprint       TEXT    NOT NULL DEFAULT '',
    board_version     INTEGER NOT NULL DEFAULT 0,
    announced_version INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL;

-- What each story has last said of an article, so that events out of order cannot undo a later one.
CREATE TABLE story_members (
    story_id   TEXT    NOT NULL,
    article_id TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    is_member  INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (article_id, story_id)
) WITHOUT ROWID;
CREATE INDEX story_members_story ON story_members (story_id);

CREATE TABLE position_changes (
    change_id  TEXT    NOT NULL PRIMARY KEY,
    story_id   TEXT    NOT NULL,
    claim_id   TEXT    NOT NULL,
    claim      TEXT    NOT NULL,
    holder_id  TEXT    NOT NULL,
    kind       INTEGER NOT NULL,
    before_id  TEXT    NOT NULL,
    after_id   TEXT    NOT NULL,
    changed_at INTEGER NOT NULL,
    announced  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX position_changes_story ON position_changes (story_id);
CREATE INDEX position_changes_time ON position_changes (changed_at, change_id);
CREATE INDEX position_changes_holder ON position_changes (holder_id, changed_at, change_id);
