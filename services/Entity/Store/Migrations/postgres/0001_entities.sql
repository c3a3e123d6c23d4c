-- Times are Unix milliseconds; spans are half-open UTF-16 ranges into the article's text.

-- One row per article ever seen; a retracted one stays as a tombstone.
CREATE TABLE articles (
    article_id   uuid PRIMARY KEY,
    revision     integer NOT NULL,
    retracted    boolean NOT NULL,
    url          text NOT NULL,
    outlet       text NOT NULL,
    title        text NOT NULL,
    published_at bigint NOT NULL,
    model        text NOT NULL
);

-- Only sentences that hold a mention.
CREATE TABLE sentences (
    article_id uuid NOT NULL,
    start_at   integer NOT NULL,
    end_at     integer NOT NULL,
    words      text NOT NULL,
    PRIMARY KEY (article_id, start_at)
);

CREATE TABLE mentions (
    article_id      uuid NOT NULL,
    ordinal         integer NOT NULL,
    entity_id       text COLLATE "C" NOT NULL,
    published_at    bigint NOT NULL,
    start_at        integer NOT NULL,
    end_at          integer NOT NULL,
    sentence_start  integer NOT NULL,
    type            smallint NOT NULL,
    kind            smallint NOT NULL,
    chain           integer NOT NULL,
    confidence      real NOT NULL,
    link_confidence real NOT NULL,
    surface         text NOT NULL,
    -- The name's key; empty for nominals and pronouns.
    surface_key     text COLLATE "C" NOT NULL,
    PRIMARY KEY (article_id, ordinal)
);
CREATE INDEX mentions_by_entity ON mentions (entity_id, published_at DESC, article_id, ordinal);
CREATE INDEX mentions_by_surface ON mentions (surface_key, article_id) WHERE surface_key <> '';

CREATE TABLE article_entities (
    article_id    uuid NOT NULL,
    entity_id     text COLLATE "C" NOT NULL,
    published_at  bigint NOT NULL,
    salience      real NOT NULL,
    mention_count bigint NOT NULL,
    PRIMARY KEY (article_id, entity_id)
);
CREATE INDEX article_entities_by_entity ON article_entities (entity_id, published_at DESC, article_id);

-- Entities that some article mentions, with running counts.
CREATE TABLE entities (
    entity_id     text COLLATE "C" PRIMARY KEY,
    name          text NOT NULL,
    type          smallint NOT NULL,
    mention_count bigint NOT NULL,
    article_count bigint NOT NULL
);

-- Where a search may begin: the key of each name, and of each name from its second, third … word on ("vladimir putin", "putin").
CREATE TABLE entity_names (
    name_key  text COLLATE "C" NOT NULL,
    entity_id text COLLATE "C" NOT NULL,
    -- The name as it stood; empty for the keys that begin inside a name.
    name      text NOT NULL,
    PRIMARY KEY (name_key, entity_id)
);
CREATE INDEX entity_names_by_entity ON entity_names (entity_id);

-- Decisions of administrators; applied whenever an article is (re)processed.
CREATE TABLE merges (
    entity_id      text COLLATE "C" PRIMARY KEY,
    into_entity_id text COLLATE "C" NOT NULL,
    into_name      text NOT NULL,
    into_type      integer NOT NULL,
    merged_at      bigint NOT NULL
);
CREATE INDEX merges_by_target ON merges (into_entity_id);

CREATE TABLE corrections (
    surface_key  text COLLATE "C" NOT NULL,
    -- All zeros: everywhere.
    article_id   uuid NOT NULL,
    entity_id    text COLLATE "C" NOT NULL,
    name         text NOT NULL,
    type         smallint NOT NULL,
    corrected_at bigint NOT NULL,
    PRIMARY KEY (surface_key, article_id)
);
