-- A company may also be suspended: its people find nothing at work until it is resumed.
ALTER TABLE company DROP CONSTRAINT company_state_check;
ALTER TABLE company ADD CONSTRAINT company_state_check
    CHECK (state IN ('preparing', 'active', 'suspended', 'closed'));
