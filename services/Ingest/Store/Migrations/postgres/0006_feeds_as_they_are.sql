-- Where a feed is polled when that is not its url, and the WebSub hub that it offers.
ALTER TABLE feeds ADD COLUMN moved_to TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN hub TEXT NOT NULL DEFAULT '';

-- Entries that were refused: tried again at a later poll, and shown in the feed's health until then.
ALTER TABLE feed_items ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feed_items ADD COLUMN retry_poll BIGINT NOT NULL DEFAULT 0;
ALTER TABLE feed_items ADD COLUMN fault TEXT NOT NULL DEFAULT '';
