-- Invoices that were told to be overdue, as they stood when they were last told. What happens to one of them afterwards
-- is told against this row, in the transaction in which it happens; so each change is told once, whoever makes it.
CREATE TABLE overdue_invoice (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    -- The invoice.
    id        uuid NOT NULL,
    due_on    date NOT NULL,
    open      numeric(19, 4) NOT NULL CHECK (open >= 0),
    ended     boolean NOT NULL,
    told_at   timestamptz NOT NULL,
    CHECK (ended OR open > 0),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, id) REFERENCES invoice (tenant_id, id)
);

-- A customer was given another day to pay. What was due on a day in the past stays what it was then.
CREATE TABLE invoice_due (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id         uuid NOT NULL,
    invoice_id uuid NOT NULL,
    moved_on   date NOT NULL,
    due_before date NOT NULL,
    due_after  date NOT NULL CHECK (due_after <> due_before),
    reason     text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice (tenant_id, id)
);
CREATE INDEX invoice_due_of ON invoice_due (tenant_id, invoice_id, moved_on);

DROP TRIGGER refuse_change ON invoice;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW
    EXECUTE FUNCTION refuse_other_change('settled', 'credited', 'due_on');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON invoice_due FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON invoice_due FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

SELECT bac_protect('overdue_invoice');
SELECT bac_protect_append_only('invoice_due');
