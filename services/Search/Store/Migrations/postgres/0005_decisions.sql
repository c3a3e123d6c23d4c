-- What put an article into its story; empty on rows of earlier builds.
ALTER TABLE story_member ADD COLUMN decided_by text NOT NULL DEFAULT '';
