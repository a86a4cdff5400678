-- Models are also asked directly, at /v1: by no agent, in no run.
ALTER TABLE model_call
    ALTER COLUMN run DROP NOT NULL,
    ALTER COLUMN conversation DROP NOT NULL,
    ALTER COLUMN agent DROP NOT NULL;
