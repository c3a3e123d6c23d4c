-- Articles. A revision takes a new article_key, so that a page token never meets an article twice.
CREATE TABLE article (
    article_key INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    language TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL
);
CREATE INDEX article_by_outlet ON article (outlet, published_at DESC);

CREATE TABLE article_content (
    article_key INTEGER PRIMARY KEY REFERENCES article (article_key) ON DELETE CASCADE,
    body_start INTEGER NOT NULL,
    text TEXT NOT NULL
);

-- What ranking reads of every candidate: one row, and nothing else in it.
CREATE TABLE article_terms (
    article_key INTEGER PRIMARY KEY REFERENCES article (article_key) ON DELETE CASCADE,
    published_at INTEGER NOT NULL,
    title_length INTEGER NOT NULL,
    lead_length INTEGER NOT NULL,
    body_length INTEGER NOT NULL,
    names_length INTEGER NOT NULL,
    terms BLOB NOT NULL
);
CREATE INDEX article_terms_by_time ON article_terms (published_at DESC, article_key DESC);

-- Terms as TermFormer makes them, separated by blanks.
CREATE VIRTUAL TABLE article_fts USING fts5 (
    title, body, names, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
);

CREATE TABLE article_entity (
    article_id TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    name TEXT NOT NULL,
    type INTEGER NOT NULL,
    wikidata_id TEXT NOT NULL,
    salience REAL NOT NULL,
    PRIMARY KEY (article_id, entity_id)
) WITHOUT ROWID;
CREATE INDEX article_entity_by_entity ON article_entity (entity_id, article_id);

CREATE INDEX article_entity_by_name ON article_entity (lower(name));

-- Which revision's positions have come; they may come before the article.
CREATE TABLE article_positions (
    article_id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE article_stance (
    article_id TEXT NOT NULL,
    position_id TEXT NOT NULL,
    stance INTEGER NOT NULL,
    holder_id TEXT NOT NULL,
    PRIMARY KEY (article_id, position_id)
) WITHOUT ROWID;
CREATE INDEX article_stance_by_holder ON article_stance (holder_id, article_id);
CREATE INDEX article_stance_by_stance ON article_stance (stance, article_id);

-- Retracted articles: a late event must not bring one back.
CREATE TABLE article_tombstone (
    article_id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;

-- Stories; written by the one grouper only.
CREATE TABLE story (
    story_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    headline_article_id TEXT NULL,
    article_count INTEGER NOT NULL,
    first_published_at INTEGER NOT NULL,
    last_published_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    heat REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX story_by_heat ON story (heat DESC, story_id);

-- story_id is null for a retracted article.
CREATE TABLE story_member (
    article_id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    story_id TEXT NULL,
    original_article_id TEXT NULL,
    published_at INTEGER NOT NULL,
    is_dated INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    lead TEXT NOT NULL,
    news TEXT NOT NULL,
    vector BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX story_member_by_story ON story_member (story_id, published_at DESC);
CREATE INDEX story_member_by_addition ON story_member (added_at);

CREATE TABLE story_redirect (
    story_id TEXT PRIMARY KEY,
    into_story_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX story_redirect_by_target ON story_redirect (into_story_id);

-- In how many articles a term stands, and a word that it was made from; counted by the grouper.
CREATE TABLE term (
    term TEXT PRIMARY KEY,
    surface TEXT NOT NULL,
    articles INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX term_by_surface ON term (surface);

CREATE TABLE corpus (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    articles INTEGER NOT NULL,
    title_length INTEGER NOT NULL,
    lead_length INTEGER NOT NULL,
    body_length INTEGER NOT NULL,
    names_length INTEGER NOT NULL
);
INSERT INTO corpus VALUES (1, 0, 0, 0, 0, 0);

-- The instance that grouped last, and how many batches were ever written: whoever finds another's mark reloads its memory.
CREATE TABLE grouper (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    instance_id TEXT NOT NULL,
    batch INTEGER NOT NULL
);
INSERT INTO grouper VALUES (1, '', 0);

-- What watchers are told, in the order of commits; head is taken under a lock, so a reader never misses a number.
CREATE TABLE update_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL
);
INSERT INTO update_head VALUES (1, 0);

CREATE TABLE update_log (
    sequence INTEGER PRIMARY KEY,
    happened_at INTEGER NOT NULL,
    cause_article_id TEXT NULL,
    cause_revision INTEGER NOT NULL,
    story_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    payload TEXT NOT NULL
);
CREATE INDEX update_log_by_cause ON update_log (cause_article_id, cause_revision);
