CREATE TABLE feeds (
    feed_id              TEXT    NOT NULL PRIMARY KEY,
    url                  TEXT    NOT NULL,
    outlet               TEXT    NOT NULL,
    title                TEXT    NOT NULL,
    poll_seconds         INTEGER NOT NULL,
    fetch_pages          INTEGER NOT NULL,
    etag                 TEXT    NULL,
    last_modified        TEXT    NULL,
    polls                INTEGER NOT NULL,
    last_poll_at         INTEGER NULL,
    last_success_at      INTEGER NULL,
    next_poll_at         INTEGER NOT NULL,
    consecutive_failures INTEGER NOT NULL,
    last_error           TEXT    NOT NULL,
    articles_submitted   INTEGER NOT NULL,
    created_at           INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX feeds_due ON feeds (next_poll_at);

-- Entries that were taken, by hash of their key. Age counts in polls: no clock, of ours or of the feed's, decides what is new.
CREATE TABLE feed_items (
    feed_id        TEXT    NOT NULL REFERENCES feeds ON DELETE CASCADE,
    item_key       BLOB    NOT NULL,
    content_hash   BLOB    NOT NULL,
    last_seen_poll INTEGER NOT NULL,
    PRIMARY KEY (feed_id, item_key)
) WITHOUT ROWID;

-- When the next request to a host may leave, whichever replica sends it.
CREATE TABLE feed_hosts (
    host         TEXT    NOT NULL PRIMARY KEY,
    next_slot_at INTEGER NOT NULL
) WITHOUT ROWID;
