-- Times are Unix milliseconds UTC; spans are UTF-16 units into articles.text; flags are 0 or 1.

-- A row with revision 0 is an article that a story has named before its text came; a retracted one stays as a tombstone.
CREATE TABLE articles (
    article_id    uuid    NOT NULL PRIMARY KEY,
    revision      integer NOT NULL DEFAULT 0,
    retracted     integer NOT NULL DEFAULT 0,
    story_id      uuid,
    voice_id      uuid,
    url           text    NOT NULL DEFAULT '',
    outlet        text    NOT NULL DEFAULT '',
    title         text    NOT NULL DEFAULT '',
    text          text    NOT NULL DEFAULT '',
    body_start    integer NOT NULL DEFAULT 0,
    published_at  bigint NOT NULL DEFAULT 0,
    model_version text    NOT NULL DEFAULT '',
    words         tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED
);
CREATE INDEX articles_story ON articles (story_id) WHERE story_id IS NOT NULL;
CREATE INDEX articles_words ON articles USING gin (words);

CREATE TABLE positions (
    position_id        uuid    NOT NULL PRIMARY KEY,
    article_id         uuid    NOT NULL REFERENCES articles (article_id),
    ordinal            integer NOT NULL,
    claim_id           uuid,
    holder_id          text    NOT NULL,
    holder_name        text    NOT NULL,
    holder_type        integer NOT NULL,
    holder_wikidata_id text    NOT NULL,
    stance             integer NOT NULL,
    about              text    NOT NULL,
    about_entities     text    NOT NULL,
    terms              text    NOT NULL,
    form               integer NOT NULL,
    cue                text    NOT NULL,
    cue_start          integer NOT NULL,
    cue_end            integer NOT NULL,
    evidence           text    NOT NULL,
    evidence_start     integer NOT NULL,
    evidence_end       integer NOT NULL,
    reported_via       text    NOT NULL,
    confidence         real    NOT NULL,
    published_at       bigint NOT NULL
);
CREATE INDEX positions_article ON positions (article_id);
CREATE INDEX positions_time ON positions (published_at, position_id);
CREATE INDEX positions_holder ON positions (holder_id, published_at, position_id);

-- For the filter by target; what is shown stands in positions.about_entities.
CREATE TABLE position_targets (
    entity_id   text NOT NULL,
    position_id uuid NOT NULL REFERENCES positions (position_id) ON DELETE CASCADE,
    PRIMARY KEY (entity_id, position_id)
);
CREATE INDEX position_targets_position ON position_targets (position_id);

CREATE TABLE portrayals (
    article_id     uuid    NOT NULL REFERENCES articles (article_id),
    entity_id      text    NOT NULL,
    sentence_start integer NOT NULL,
    sentence_end   integer NOT NULL,
    mention_start  integer NOT NULL,
    mention_end    integer NOT NULL,
    portrayal      integer NOT NULL,
    confidence     real    NOT NULL,
    outlet         text    NOT NULL,
    published_at   bigint NOT NULL,
    PRIMARY KEY (article_id, sentence_start, entity_id)
);
CREATE INDEX portrayals_entity ON portrayals (entity_id, published_at);

CREATE TABLE stories (
    story_id          uuid    NOT NULL PRIMARY KEY,
    version           bigint NOT NULL DEFAULT 0,
    merged_into       uuid,
    removed           integer NOT NULL DEFAULT 0,
    changed_at        bigint NOT NULL DEFAULT 0,
    fingerprint       text    NOT NULL DEFAULT '',
    board_version     bigint NOT NULL DEFAULT 0,
    announced_version bigint NOT NULL DEFAULT 0
);
CREATE INDEX stories_merged ON stories (merged_into) WHERE merged_into IS NOT NULL;

-- What each story has last said of an article, so that events out of order cannot undo a later one.
CREATE TABLE story_members (
    story_id   uuid    NOT NULL,
    article_id uuid    NOT NULL,
    version    bigint NOT NULL,
    is_member  integer NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (article_id, story_id)
);
CREATE INDEX story_members_story ON story_members (story_id);

CREATE TABLE position_changes (
    change_id  uuid    NOT NULL PRIMARY KEY,
    story_id   uuid    NOT NULL,
    claim_id   uuid    NOT NULL,
    claim      text    NOT NULL,
    holder_id  text    NOT NULL,
    kind       integer NOT NULL,
    before_id  uuid    NOT NULL,
    after_id   uuid    NOT NULL,
    changed_at bigint NOT NULL,
    announced  integer NOT NULL DEFAULT 0
);
CREATE INDEX position_changes_story ON position_changes (story_id);
CREATE INDEX position_changes_time ON position_changes (changed_at, change_id);
CREATE INDEX position_changes_holder ON position_changes (holder_id, changed_at, change_id);
