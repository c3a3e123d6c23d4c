-- One row per revision; the highest one of an article has is_current = 1. Times are Unix milliseconds.
CREATE TABLE articles (
    article_id          TEXT    NOT NULL,
    revision            INTEGER NOT NULL,
    is_current          INTEGER NOT NULL,
    state               INTEGER NOT NULL,
    state_reason        TEXT    NOT NULL,
    url                 TEXT    NOT NULL,
    outlet              TEXT    NOT NULL,
    title               TEXT    NOT NULL,
    authors             TEXT    NOT NULL,
    text                TEXT    NOT NULL,
    body_start          INTEGER NOT NULL,
    language            TEXT    NOT NULL,
    language_confidence REAL    NOT NULL,
    page_kind           INTEGER NOT NULL,
    original_article_id TEXT    NULL,
    content_hash        BLOB    NOT NULL,
    published_at        INTEGER NULL,
    submitted_at        INTEGER NOT NULL,
    indexed_at          INTEGER NULL,
    story_id            TEXT    NULL,
    PRIMARY KEY (article_id, revision)
);
CREATE INDEX articles_by_submission ON articles (submitted_at DESC, article_id DESC) WHERE is_current = 1;
CREATE INDEX articles_by_outlet ON articles (outlet, submitted_at DESC, article_id DESC) WHERE is_current = 1;
CREATE INDEX articles_failed ON articles (submitted_at DESC, article_id DESC) WHERE is_current = 1 AND state = 3;
CREATE INDEX articles_by_original ON articles (original_article_id) WHERE original_article_id IS NOT NULL;

-- What each idempotency key was answered with.
CREATE TABLE requests (
    request_id          TEXT    NOT NULL PRIMARY KEY,
    fingerprint         BLOB    NOT NULL,
    article_id          TEXT    NOT NULL,
    revision            INTEGER NOT NULL,
    outcome             INTEGER NOT NULL,
    original_article_id TEXT    NULL,
    created_at          INTEGER NOT NULL
) WITHOUT ROWID;

-- Outbox and ledger in one: a row stays until the revision comes back indexed. attempts counts confirmed publications.
CREATE TABLE outbox (
    article_id          TEXT    NOT NULL,
    revision            INTEGER NOT NULL,
    kind                INTEGER NOT NULL,
    traceparent         TEXT    NULL,
    attempts            INTEGER NOT NULL,
    next_attempt_at     INTEGER NOT NULL,
    PRIMARY KEY (article_id, revision)
) WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (next_attempt_at);
