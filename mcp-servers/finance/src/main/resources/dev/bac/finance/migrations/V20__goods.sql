-- What follows from goods, each once: a change of the stock's value is one entry, a delivery note one invoice, a return
-- one credit note, a matched bill one bill. The ids are those of the stock's server.

-- The accounts that goods are booked to are found by role; charts of before have the inventory without one.
UPDATE ledger_account SET role = 'INVENTORY'
 WHERE role IS NULL AND kind = 'ASSET'
   AND (code, name) IN (('1300', 'Inventory'), ('1310', 'Inventories'), ('3980', 'Warenbestand'),
                        ('311', 'Marchandises en stock'), ('12000', 'Inventory'))
   AND NOT EXISTS (SELECT 1 FROM ledger_account other
                    WHERE other.tenant_id = ledger_account.tenant_id AND other.role = 'INVENTORY');

DO $$
DECLARE
    known text;
BEGIN
    SELECT pg_get_constraintdef(oid) INTO known FROM pg_constraint
     WHERE conname = 'journal_entry_source_check' AND conrelid = 'journal_entry'::regclass;
    ALTER TABLE journal_entry DROP CONSTRAINT journal_entry_source_check;
    EXECUTE 'ALTER TABLE journal_entry ADD CONSTRAINT journal_entry_source_check CHECK (source = ''STOCK'' OR '
        || substr(known, length('CHECK ') + 1) || ')';
END $$;

CREATE TABLE stock_entry (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    -- The posting's id in the stock's server.
    id          uuid NOT NULL,
    -- None when what it changes comes to nothing on every account.
    entry_id    uuid,
    event       text NOT NULL CHECK (char_length(event) <= 100),
    booked_on   date NOT NULL,
    currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    value       numeric(19, 4) NOT NULL,
    -- What it was booked from: the same id with other contents is refused.
    digest      text NOT NULL,
    -- Where its event stands in the outbox of the stock's server.
    event_xid   bigint NOT NULL,
    event_seq   bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX stock_entry_order ON stock_entry (tenant_id, event_xid, event_seq);

CREATE TABLE goods_document (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    -- The note or bill in the stock's server.
    id          uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('INVOICE', 'CREDIT', 'BILL', 'WITHDRAWN')),
    note        text NOT NULL CHECK (char_length(note) <= 100),
    -- The invoice, credit note or bill here.
    document_id uuid NOT NULL,
    number      text NOT NULL,
    net         numeric(19, 4) NOT NULL,
    currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    digest      text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id, kind)
);
CREATE INDEX goods_document_of ON goods_document (tenant_id, document_id);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON stock_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON goods_document FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON stock_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON goods_document FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

SELECT bac_protect_append_only('stock_entry');
SELECT bac_protect_append_only('goods_document');
