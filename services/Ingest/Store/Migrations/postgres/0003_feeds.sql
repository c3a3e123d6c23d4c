CREATE TABLE feeds (
    feed_id              uuid     NOT NULL PRIMARY KEY,
    url                  text     NOT NULL,
    outlet               text     NOT NULL,
    title                text     NOT NULL,
    poll_seconds         integer  NOT NULL,
    fetch_pages          smallint NOT NULL,
    etag                 text     NULL,
    last_modified        text     NULL,
    polls                bigint   NOT NULL,
    last_poll_at         bigint   NULL,
    last_success_at      bigint   NULL,
    next_poll_at         bigint   NOT NULL,
    consecutive_failures integer  NOT NULL,
    last_error           text     NOT NULL,
    articles_submitted   bigint   NOT NULL,
    created_at           bigint   NOT NULL
);
CREATE INDEX feeds_due ON feeds (next_poll_at);

-- Entries that were taken, by hash of their key. Age counts in polls: no clock, of ours or of the feed's, decides what is new.
CREATE TABLE feed_items (
    feed_id        uuid   NOT NULL REFERENCES feeds ON DELETE CASCADE,
    item_key       bytea  NOT NULL,
    content_hash   bytea  NOT NULL,
    last_seen_poll bigint NOT NULL,
    PRIMARY KEY (feed_id, item_key)
);

-- When the next request to a host may leave, whichever replica sends it.
CREATE TABLE feed_hosts (
    host         text   NOT NULL PRIMARY KEY,
    next_slot_at bigint NOT NULL
);
