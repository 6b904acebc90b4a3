-- A job may be paused, be asked for more than once, and be kept from being cleared away.
ALTER TABLE job ADD COLUMN pause_requested_at TIMESTAMPTZ;
ALTER TABLE job ADD COLUMN requests INTEGER NOT NULL DEFAULT 1 CHECK (requests > 0);
ALTER TABLE job ADD COLUMN keep BOOLEAN NOT NULL DEFAULT false;

-- Retention looks for those that ended long ago.
CREATE INDEX job_finished_idx ON job (finished_at) WHERE finished_at IS NOT NULL AND NOT keep;

-- Where the present attempt runs, and how often that machine had killed for memory when it began.
ALTER TABLE job ADD COLUMN attempt_host TEXT;
ALTER TABLE job ADD COLUMN attempt_memory_kills BIGINT NOT NULL DEFAULT 0;
