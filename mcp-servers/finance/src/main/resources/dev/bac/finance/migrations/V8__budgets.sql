-- What is planned for an account in a month, in the company's own currency; a cost as well as an income is above zero.

CREATE TABLE budget (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid NOT NULL,
    account     text NOT NULL,
    month       date NOT NULL CHECK (extract(day FROM month) = 1),
    -- '' for nothing in particular.
    cost_center text NOT NULL CHECK (char_length(cost_center) <= 40),
    project     text NOT NULL CHECK (char_length(project) <= 40),
    amount      numeric(19, 4) NOT NULL CHECK (amount <> 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, account, month, cost_center, project),
    FOREIGN KEY (tenant_id, account) REFERENCES ledger_account (tenant_id, code)
);
CREATE INDEX budget_month ON budget (tenant_id, month);

SELECT bac_protect('budget');
