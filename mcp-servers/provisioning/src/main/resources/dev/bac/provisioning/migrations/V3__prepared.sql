-- Whether the tenant was prepared on every server before anybody asked for the business.

ALTER TABLE activation ADD COLUMN prepared boolean NOT NULL DEFAULT false;
