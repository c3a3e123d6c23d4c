-- Which parts of the platform have applied the revision: the row goes when none is missing any more.
ALTER TABLE outbox ADD COLUMN parts integer NOT NULL DEFAULT 0;
-- What is to be made anew though it is stored (0: nothing).
ALTER TABLE outbox ADD COLUMN rebuild smallint NOT NULL DEFAULT 0;

-- Since when the broker has kept what it was given: what was published before is lost.
ALTER TABLE ledger_progress ADD COLUMN kept_since bigint NOT NULL DEFAULT 0;
