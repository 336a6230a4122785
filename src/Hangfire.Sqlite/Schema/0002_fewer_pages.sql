-- A job that waits is numbered within its queue: no index beside the table. A fetch passes over the jobs in work, which are few.
CREATE TABLE numbered (
    queue      TEXT NOT NULL,
    number     INTEGER NOT NULL,
    job_id     INTEGER NOT NULL,
    owner      INTEGER,
    fence      INTEGER,
    fetched_at INTEGER,
    PRIMARY KEY (queue, number)
) WITHOUT ROWID;
INSERT INTO numbered (queue, number, job_id, owner, fence, fetched_at)
SELECT queue, id, job_id, owner, fence, fetched_at FROM queued;
DROP TABLE queued;
ALTER TABLE numbered RENAME TO queued;

-- Every job begins with an expiry and loses it with its first state: a job without a state pays for no entry either.
DROP INDEX jobs_by_expiry;
CREATE INDEX jobs_by_expiry ON jobs (expire_at) WHERE expire_at IS NOT NULL AND state IS NOT NULL;
