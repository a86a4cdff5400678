-- What whoever asked might do then: less than their roles where a workflow bounds it. Absent in runs of before.
ALTER TABLE run ADD COLUMN scopes text[];
