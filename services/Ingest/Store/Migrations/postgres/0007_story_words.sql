-- When search has said last which story the article is in, in steps of 100 ns since 1970; NULL where story_id is from its announcement as indexed, or none.
ALTER TABLE articles ADD COLUMN story_changed_at bigint NULL;
