-- One row per revision; the highest one of an article has is_current = 1. Times are Unix milliseconds.
CREATE TABLE articles (
    article_id          uuid     NOT NULL,
    revision            integer  NOT NULL,
    is_current          smallint NOT NULL,
    state               smallint NOT NULL,
    state_reason        text     NOT NULL,
    url                 text     NOT NULL,
    outlet              text     NOT NULL,
    title               text     NOT NULL,
    authors             text     NOT NULL,
    text                text     NOT NULL,
    body_start          integer  NOT NULL,
    language            text     NOT NULL,
    language_confidence real     NOT NULL,
    page_kind           smallint NOT NULL,
    original_article_id uuid     NULL,
    content_hash        bytea    NOT NULL,
    published_at        bigint   NULL,
    submitted_at        bigint   NOT NULL,
    indexed_at          bigint   NULL,
    story_id            uuid     NULL,
    PRIMARY KEY (article_id, revision)
);
-- Compressing texts is a good part of what a bulk load costs the server; lz4 is several times faster at it than the default.
ALTER TABLE articles ALTER COLUMN text SET COMPRESSION lz4;
CREATE INDEX articles_by_submission ON articles (submitted_at DESC, article_id DESC) WHERE is_current = 1;
CREATE INDEX articles_by_outlet ON articles (outlet, submitted_at DESC, article_id DESC) WHERE is_current = 1;
CREATE INDEX articles_failed ON articles (submitted_at DESC, article_id DESC) WHERE is_current = 1 AND state = 3;
CREATE INDEX articles_by_original ON articles (original_article_id) WHERE original_article_id IS NOT NULL;

-- What each idempotency key was answered with.
CREATE TABLE requests (
    request_id          text     NOT NULL PRIMARY KEY,
    fingerprint         bytea    NOT NULL,
    article_id          uuid     NOT NULL,
    revision            integer  NOT NULL,
    outcome             smallint NOT NULL,
    original_article_id uuid     NULL,
    created_at          bigint   NOT NULL
);

-- Outbox and ledger in one: a row stays until the revision comes back indexed. attempts counts confirmed publications.
CREATE TABLE outbox (
    article_id      uuid     NOT NULL,
    revision        integer  NOT NULL,
    kind            smallint NOT NULL,
    traceparent     text     NULL,
    attempts        integer  NOT NULL,
    next_attempt_at bigint   NOT NULL,
    PRIMARY KEY (article_id, revision)
);
CREATE INDEX outbox_due ON outbox (next_attempt_at);
