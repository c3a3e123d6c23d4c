-- Mentions of an entity are found by its articles, and in these by their keys: the index of all mentions by entity was the largest of the schema.
DROP INDEX mentions_by_entity;
