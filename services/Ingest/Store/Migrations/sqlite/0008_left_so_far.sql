-- How many have come back so far: between two looks, the rate at which the pipeline works.
ALTER TABLE ledger_progress ADD COLUMN left_so_far INTEGER NOT NULL DEFAULT 0;
