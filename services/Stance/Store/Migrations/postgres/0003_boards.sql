-- Vectors of meaning, one signed byte a number: what a position is about, its evidence, and its article's headline. Empty on rows of earlier
-- builds, until they are analysed again.
ALTER TABLE positions ADD COLUMN vector bytea NOT NULL DEFAULT '';
ALTER TABLE positions ADD COLUMN evidence_vector bytea NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN title_vector bytea NOT NULL DEFAULT '';

-- 0 where the time of an article is that of its submission.
ALTER TABLE articles ADD COLUMN is_dated integer NOT NULL DEFAULT 1;

-- How sure a change is, and the model that decided.
ALTER TABLE position_changes ADD COLUMN confidence real NOT NULL DEFAULT 0;
ALTER TABLE position_changes ADD COLUMN decided_by text NOT NULL DEFAULT '';
