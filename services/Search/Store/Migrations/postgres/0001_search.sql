-- Articles. A revision takes a new article_key, so that a page token never meets an article twice.
CREATE TABLE article (
    article_key BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id UUID NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    language TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL
);
CREATE INDEX article_by_outlet ON article (outlet, published_at DESC);

CREATE TABLE article_content (
    article_key BIGINT PRIMARY KEY REFERENCES article (article_key) ON DELETE CASCADE,
    body_start INTEGER NOT NULL,
    text TEXT NOT NULL
);

-- What ranking reads of every candidate. Lexemes are made by the service, so no text search configuration has a say; they are
-- read through the index and kept out of the row, the terms are kept in it.
CREATE TABLE article_terms (
    article_key BIGINT PRIMARY KEY REFERENCES article (article_key) ON DELETE CASCADE,
    published_at BIGINT NOT NULL,
    title_length INTEGER NOT NULL,
    lead_length INTEGER NOT NULL,
    body_length INTEGER NOT NULL,
    names_length INTEGER NOT NULL,
    terms BYTEA NOT NULL,
    lexemes TSVECTOR NOT NULL
) WITH (toast_tuple_target = 4080);
CREATE INDEX article_terms_by_time ON article_terms (published_at DESC, article_key DESC);
ALTER TABLE article_terms ALTER COLUMN terms SET STORAGE MAIN;
ALTER TABLE article_terms ALTER COLUMN lexemes SET STORAGE EXTERNAL;
CREATE INDEX article_terms_lexemes ON article_terms USING gin (lexemes);

CREATE TABLE article_entity (
    article_id UUID NOT NULL,
    entity_id TEXT NOT NULL,
    name TEXT NOT NULL,
    type INTEGER NOT NULL,
    wikidata_id TEXT NOT NULL,
    salience DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (article_id, entity_id)
);
CREATE INDEX article_entity_by_entity ON article_entity (entity_id, article_id);

CREATE INDEX article_entity_by_name ON article_entity ((lower(name) COLLATE "C"));

-- Which revision's positions have come; they may come before the article.
CREATE TABLE article_positions (
    article_id UUID PRIMARY KEY,
    revision INTEGER NOT NULL
);

CREATE TABLE article_stance (
    article_id UUID NOT NULL,
    position_id UUID NOT NULL,
    stance INTEGER NOT NULL,
    holder_id TEXT NOT NULL,
    PRIMARY KEY (article_id, position_id)
);
CREATE INDEX article_stance_by_holder ON article_stance (holder_id, article_id);
CREATE INDEX article_stance_by_stance ON article_stance (stance, article_id);

-- Retracted articles: a late event must not bring one back.
CREATE TABLE article_tombstone (
    article_id UUID PRIMARY KEY,
    revision INTEGER NOT NULL
);

-- Stories; written by the one grouper only.
CREATE TABLE story (
    story_id UUID PRIMARY KEY,
    version BIGINT NOT NULL,
    headline_article_id UUID NULL,
    article_count INTEGER NOT NULL,
    first_published_at BIGINT NOT NULL,
    last_published_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    heat DOUBLE PRECISION NOT NULL
);
CREATE INDEX story_by_heat ON story (heat DESC, story_id);

-- story_id is null for a retracted article.
CREATE TABLE story_member (
    article_id UUID PRIMARY KEY,
    revision INTEGER NOT NULL,
    story_id UUID NULL,
    original_article_id UUID NULL,
    published_at BIGINT NOT NULL,
    is_dated BOOLEAN NOT NULL,
    added_at BIGINT NOT NULL,
    title TEXT NOT NULL,
    outlet TEXT NOT NULL,
    url TEXT NOT NULL,
    lead TEXT NOT NULL,
    news TEXT NOT NULL,
    vector BYTEA NOT NULL
);
CREATE INDEX story_member_by_story ON story_member (story_id, published_at DESC);
CREATE INDEX story_member_by_addition ON story_member (added_at);

CREATE TABLE story_redirect (
    story_id UUID PRIMARY KEY,
    into_story_id UUID NOT NULL
);
CREATE INDEX story_redirect_by_target ON story_redirect (into_story_id);

-- In how many articles a term stands, and a word that it was made from; counted by the grouper.
CREATE TABLE term (
    term TEXT COLLATE "C" PRIMARY KEY,
    surface TEXT COLLATE "C" NOT NULL,
    articles INTEGER NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX term_by_surface ON term (surface);

CREATE TABLE corpus (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    articles INTEGER NOT NULL,
    title_length BIGINT NOT NULL,
    lead_length BIGINT NOT NULL,
    body_length BIGINT NOT NULL,
    names_length BIGINT NOT NULL
);
INSERT INTO corpus VALUES (1, 0, 0, 0, 0, 0);

-- The instance that grouped last, and how many batches were ever written: whoever finds another's mark reloads its memory.
CREATE TABLE grouper (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    instance_id TEXT NOT NULL,
    batch BIGINT NOT NULL
);
INSERT INTO grouper VALUES (1, '', 0);

-- What watchers are told, in the order of commits; head is taken under a lock, so a reader never misses a number.
CREATE TABLE update_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL
);
INSERT INTO update_head VALUES (1, 0);

CREATE TABLE update_log (
    sequence BIGINT PRIMARY KEY,
    happened_at BIGINT NOT NULL,
    cause_article_id UUID NULL,
    cause_revision INTEGER NOT NULL,
    story_id UUID NOT NULL,
    kind INTEGER NOT NULL,
    payload TEXT NOT NULL
);
CREATE INDEX update_log_by_cause ON update_log (cause_article_id, cause_revision);
