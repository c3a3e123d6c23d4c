CREATE TABLE note (id uuid PRIMARY KEY, body text NOT NULL);
