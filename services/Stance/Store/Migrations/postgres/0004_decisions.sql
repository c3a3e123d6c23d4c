-- What decided a position; empty on rows of earlier builds.
ALTER TABLE positions ADD COLUMN decided_by text NOT NULL DEFAULT '';
