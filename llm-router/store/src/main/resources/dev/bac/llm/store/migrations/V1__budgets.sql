-- What may be spent, what was, and what nodes have taken to spend from. Amounts are whole numbers of the budget's measure:
-- billionths of a US dollar, tokens or requests.

CREATE TABLE budget (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id uuid NOT NULL,
    per text NOT NULL CHECK (per IN ('TENANT', 'USER', 'AGENT', 'KEY')),
    -- Whose: a user's or key's id, an agent's name; '*' gives each of them a budget of its own; '*' too for the tenant.
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
    measure text NOT NULL CHECK (measure IN ('MONEY', 'TOKENS', 'REQUESTS')),
    period text NOT NULL CHECK (period IN ('DAY', 'MONTH')),
    most bigint NOT NULL CHECK (most >= 0),
    alerts integer[] NOT NULL,
    origin text NOT NULL CHECK (origin IN ('CONFIGURATION', 'ADMIN')),
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, per, subject, measure, period)
);
SELECT bac_protect('budget');

-- One budget of one subject in one day or month.
CREATE TABLE budget_account (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    budget uuid NOT NULL,
    subject text NOT NULL,
    starts timestamptz NOT NULL,
    ends timestamptz NOT NULL,
    spent bigint NOT NULL DEFAULT 0 CHECK (spent >= 0),
    leased bigint NOT NULL DEFAULT 0 CHECK (leased >= 0),
    -- The highest percentage that was told.
    alerted integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, budget, subject, starts),
    FOREIGN KEY (tenant_id, budget) REFERENCES budget ON DELETE CASCADE
);
SELECT bac_protect('budget_account');

-- What a node took of an account and has not yet reported as spent. `exposure` is the most of it that the node may have
-- spent without having reported it: so much is charged when the node is lost. `charged` is set from then on, and taken
-- back when the node reports after all.
CREATE TABLE budget_lease (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    budget uuid NOT NULL,
    subject text NOT NULL,
    starts timestamptz NOT NULL,
    node text NOT NULL CHECK (length(node) BETWEEN 1 AND 200),
    units bigint NOT NULL CHECK (units >= 0),
    exposure bigint NOT NULL CHECK (exposure >= 0),
    charged bigint CHECK (charged >= 0),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, budget, subject, starts, node),
    FOREIGN KEY (tenant_id, budget, subject, starts) REFERENCES budget_account ON DELETE CASCADE
);
SELECT bac_protect('budget_lease');
