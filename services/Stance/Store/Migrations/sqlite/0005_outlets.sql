-- Filters read outlets blind to case: the spellings there are, one step each.
CREATE INDEX articles_outlet ON articles (outlet);
