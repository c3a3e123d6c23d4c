-- Times are Unix milliseconds; spans are half-open UTF-16 ranges into the article's text.

-- One row per article ever seen; a retracted one stays as a tombstone.
CREATE TABLE articles (
    article_id   TEXT PRIMARY KEY,
    revision     INTEGER NOT NULL,
    retracted    INTEGER NOT NULL,
    url          TEXT NOT NULL,
    outlet       TEXT NOT NULL,
    title        TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    model        TEXT NOT NULL
) WITHOUT ROWID;

-- Only sentences that hold a mention.
CREATE TABLE sentences (
    article_id TEXT NOT NULL,
    start_at   INTEGER NOT NULL,
    end_at     INTEGER NOT NULL,
    words      TEXT NOT NULL,
    PRIMARY KEY (article_id, start_at)
) WITHOUT ROWID;

CREATE TABLE mentions (
    article_id      TEXT NOT NULL,
    ordinal         INTEGER NOT NULL,
    entity_id       TEXT NOT NULL,
    published_at    INTEGER NOT NULL,
    start_at        INTEGER NOT NULL,
    end_at          INTEGER NOT NULL,
    sentence_start  INTEGER NOT NULL,
    type            INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    chain           INTEGER NOT NULL,
    confidence      REAL NOT NULL,
    link_confidence REAL NOT NULL,
    surface         TEXT NOT NULL,
    -- The name's key; empty for nominals and pronouns.
    surface_key     TEXT NOT NULL,
    PRIMARY KEY (article_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX mentions_by_entity ON mentions (entity_id, published_at DESC, article_id, ordinal);
CREATE INDEX mentions_by_surface ON mentions (surface_key, article_id) WHERE surface_key <> '';

CREATE TABLE article_entities (
    article_id    TEXT NOT NULL,
    entity_id     TEXT NOT NULL,
    published_at  INTEGER NOT NULL,
    salience      REAL NOT NULL,
    mention_count INTEGER NOT NULL,
    PRIMARY KEY (article_id, entity_id)
) WITHOUT ROWID;
CREATE INDEX article_entities_by_entity ON article_entities (entity_id, published_at DESC, article_id);

-- Entities that some article mentions, with running counts.
CREATE TABLE entities (
    entity_id     TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    type          INTEGER NOT NULL,
    mention_count INTEGER NOT NULL,
    article_count INTEGER NOT NULL
) WITHOUT ROWID;

-- Where a search may begin: the key of each name, and of each name from its second, third … word on ("vladimir putin", "putin").
CREATE TABLE entity_names (
    name_key  TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    -- The name as it stood; empty for the keys that begin inside a name.
    name      TEXT NOT NULL,
    PRIMARY KEY (name_key, entity_id)
) WITHOUT ROWID;
CREATE INDEX entity_names_by_entity ON entity_names (entity_id);

-- Decisions of administrators; applied whenever an article is (re)processed.
CREATE TABLE merges (
    entity_id      TEXT PRIMARY KEY,
    into_entity_id TEXT NOT NULL,
    into_name      TEXT NOT NULL,
    into_type      INTEGER NOT NULL,
    merged_at      INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX merges_by_target ON merges (into_entity_id);

CREATE TABLE corrections (
    surface_key  TEXT NOT NULL,
    -- All zeros: everywhere.
    article_id   TEXT NOT NULL,
    entity_id    TEXT NOT NULL,
    name         TEXT NOT NULL,
    type         INTEGER NOT NULL,
    corrected_at INTEGER NOT NULL,
    PRIMARY KEY (surface_key, article_id)
) WITHOUT ROWID;
