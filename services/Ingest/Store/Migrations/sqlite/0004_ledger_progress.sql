ALTER TABLE outbox ADD COLUMN published_at INTEGER NULL;

-- How far the pipeline has come: a long queue is no loss, and publishing it again would only make it longer.
CREATE TABLE ledger_progress (
    id                 INTEGER NOT NULL PRIMARY KEY,
    closed_at          INTEGER NOT NULL,
    newest_publication INTEGER NOT NULL
);
INSERT INTO ledger_progress (id, closed_at, newest_publication) VALUES (1, 0, 0);
