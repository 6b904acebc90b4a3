-- Data sets that labs bring along, by content. What a job posted inline is kept as long as a job runs on it; what was
-- uploaded, until it is deleted.

CREATE TABLE dataset (
    id              TEXT        PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),  -- SHA-256 of content
    name            TEXT,                                                   -- of the file; null for what no one uploaded
    uploaded_at     TIMESTAMPTZ,
    validation_rows INTEGER     NOT NULL CHECK (validation_rows > 0),
    test_rows       INTEGER     NOT NULL CHECK (test_rows >= 0),
    content         TEXT        NOT NULL,                                   -- JSON, written one way only
    CONSTRAINT uploaded_has_name CHECK ((name IS NULL) = (uploaded_at IS NULL))
);

CREATE INDEX dataset_uploaded_idx ON dataset (uploaded_at DESC) WHERE uploaded_at IS NOT NULL;

ALTER TABLE job ADD COLUMN dataset TEXT REFERENCES dataset;
CREATE INDEX job_dataset_idx ON job (dataset) WHERE dataset IS NOT NULL;
