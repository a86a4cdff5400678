-- How far a campaign has come with somebody on its list; without one they were not turned to yet. On a list with conditions
-- a row is here only for this: who is on it is who fits.
ALTER TABLE list_member
    ADD COLUMN status text CHECK (status IN ('PLANNED', 'SENT', 'RESPONDED', 'DECLINED', 'BOUNCED')),
    ADD COLUMN status_at timestamptz;
