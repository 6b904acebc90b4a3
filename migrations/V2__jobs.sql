-- Jobs and the logs their runs leave. A run is a fold over its decisions, so its log is all there is to it.

CREATE TABLE job (
    id                  UUID             PRIMARY KEY,  -- version 7: a newer job sorts after an older one
    status              TEXT             NOT NULL
        CHECK (status IN ('QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED')),

    -- what was asked; json, not jsonb, keeps the order of the fields and every double as it was written
    spec                JSON             NOT NULL,
    spec_hash           TEXT             NOT NULL,
    task                TEXT             NOT NULL,
    model               TEXT             NOT NULL,
    name                TEXT,
    group_name          TEXT,
    tags                TEXT[]           NOT NULL,
    priority            TEXT             NOT NULL,
    warnings            TEXT[]           NOT NULL,

    created_at          TIMESTAMPTZ      NOT NULL,
    started_at          TIMESTAMPTZ,
    finished_at         TIMESTAMPTZ,
    cancel_requested_at TIMESTAMPTZ,

    -- who runs it now, and what this attempt started from
    owner               UUID,
    attempts            INTEGER          NOT NULL,  -- without a complete step in between
    attempt_steps       INTEGER          NOT NULL,
    attempt_evaluations INTEGER          NOT NULL,
    attempt_started_at  TIMESTAMPTZ,
    worked_seconds      DOUBLE PRECISION NOT NULL,  -- before this attempt, in steps that count
    measuring_since     TIMESTAMPTZ,
    current_node        TEXT,

    initial_metric      DOUBLE PRECISION CHECK (initial_metric > '-Infinity' AND initial_metric < 'Infinity'),
    initial_edges       INTEGER,
    result              JSON,
    failure_code        TEXT,
    failure_detail      TEXT,
    manifest            JSON,

    CONSTRAINT running_has_owner CHECK ((status = 'RUNNING') = (owner IS NOT NULL)),
    CONSTRAINT completed_has_result CHECK ((status = 'COMPLETED') = (result IS NOT NULL)),
    CONSTRAINT failed_has_reason CHECK ((status = 'FAILED') = (failure_code IS NOT NULL)),
    CONSTRAINT ended_has_time CHECK ((status IN ('COMPLETED', 'FAILED', 'CANCELLED')) = (finished_at IS NOT NULL))
);

-- Lists are newest first, whatever they are filtered by.
CREATE INDEX job_status_idx ON job (status, id DESC);
CREATE INDEX job_task_idx ON job (task, id DESC);
CREATE INDEX job_model_idx ON job (model, id DESC);
CREATE INDEX job_group_idx ON job (group_name, id DESC);
CREATE INDEX job_tags_idx ON job USING GIN (tags);
CREATE INDEX job_spec_hash_idx ON job (spec_hash, id DESC);

-- One row a tested edge. NaN is greater than every number here, so the checks refuse it too.
CREATE TABLE decision (
    job           UUID             NOT NULL REFERENCES job ON DELETE CASCADE,
    seq           INTEGER          NOT NULL CHECK (seq > 0),
    step          INTEGER          NOT NULL CHECK (step > 0),
    receiver      TEXT             NOT NULL,
    sender        TEXT             NOT NULL,
    metric_before DOUBLE PRECISION NOT NULL CHECK (metric_before > '-Infinity' AND metric_before < 'Infinity'),
    metric_after  DOUBLE PRECISION NOT NULL CHECK (metric_after > '-Infinity' AND metric_after < 'Infinity'),
    kept          BOOLEAN          NOT NULL,
    PRIMARY KEY (job, seq)
);

CREATE INDEX decision_step_idx ON decision (job, step);

-- One row a visited node, written together with the last of its decisions.
CREATE TABLE step (
    job             UUID             NOT NULL REFERENCES job ON DELETE CASCADE,
    seq             INTEGER          NOT NULL CHECK (seq > 0),
    node            TEXT             NOT NULL,
    metric          DOUBLE PRECISION NOT NULL CHECK (metric > '-Infinity' AND metric < 'Infinity'),
    edges           INTEGER          NOT NULL,
    kept            INTEGER          NOT NULL,
    removed         INTEGER          NOT NULL,
    elapsed_seconds DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (job, seq)
);
