-- What the stock is worth. Quantities stay as they were posted, and so do values: when something is booked for a past
-- day, what follows gets a further row with the difference, and its value is the sum of its rows.

ALTER TABLE item ADD COLUMN valuation text NOT NULL DEFAULT 'AVERAGE' CHECK (valuation IN ('AVERAGE', 'FIFO'));

-- Goods on their way between two warehouses are still ours; production is outside, it eats and makes goods.
ALTER TABLE location DROP CONSTRAINT location_kind_check;
ALTER TABLE location ADD CONSTRAINT location_kind_check
    CHECK (kind IN ('WAREHOUSE', 'TRANSIT', 'SUPPLIER', 'CUSTOMER', 'ADJUSTMENT', 'PRODUCTION'));

CREATE OR REPLACE FUNCTION change_balance(tenant uuid, item uuid, place uuid, change numeric) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO stock_balance (tenant_id, item_id, location_id, outside)
    SELECT tenant, item, place, l.kind NOT IN ('WAREHOUSE', 'TRANSIT')
      FROM location l WHERE l.tenant_id = tenant AND l.id = place
    ON CONFLICT DO NOTHING;
    UPDATE stock_balance b SET on_hand = on_hand + change
     WHERE b.tenant_id = tenant AND b.item_id = item AND b.location_id = place;
END $$;

-- The order of an item's moves is (moved_on, position, seq). A move stands where it was posted, but a reversal stands
-- beside what it reverses, and what keeps a count true stands beside the count.
ALTER TABLE stock_move
    ADD COLUMN position    bigint,
    ADD COLUMN posting_id  uuid,
    -- What it brings, for goods whose cost is given; else the rule of the item says it.
    ADD COLUMN cost        numeric(19, 4) CHECK (cost >= 0),
    -- The move whose goods come back with this one.
    ADD COLUMN origin_id   uuid,
    ADD COLUMN reverses_id uuid,
    -- The count that this move makes true, and the later move for which it had to be corrected.
    ADD COLUMN count_id    uuid,
    ADD COLUMN cause_id    uuid,
    ADD COLUMN note_id     uuid,
    ADD COLUMN note_line   int,
    DROP CONSTRAINT stock_move_kind_check,
    ADD CONSTRAINT stock_move_kind_check
        CHECK (kind IN ('RECEIVE', 'SHIP', 'TRANSFER', 'ADJUST', 'RETURN', 'SEND_BACK', 'CONSUME', 'PRODUCE')),
    ADD CHECK (reverses_id IS NULL OR cost IS NULL),
    ADD FOREIGN KEY (tenant_id, origin_id) REFERENCES stock_move (tenant_id, id),
    ADD FOREIGN KEY (tenant_id, reverses_id) REFERENCES stock_move (tenant_id, id),
    -- What keeps a count true may be written before its cause, lest a balance falls below zero between the two.
    ADD FOREIGN KEY (tenant_id, cause_id) REFERENCES stock_move (tenant_id, id) DEFERRABLE INITIALLY DEFERRED;
CREATE UNIQUE INDEX stock_move_reversed_once ON stock_move (tenant_id, reverses_id) WHERE reverses_id IS NOT NULL;
CREATE INDEX stock_move_origin ON stock_move (tenant_id, origin_id) WHERE origin_id IS NOT NULL;
CREATE INDEX stock_move_cause ON stock_move (tenant_id, cause_id) WHERE cause_id IS NOT NULL;
CREATE INDEX stock_move_count ON stock_move (tenant_id, count_id) WHERE count_id IS NOT NULL;
CREATE INDEX stock_move_note ON stock_move (tenant_id, note_id) WHERE note_id IS NOT NULL;

CREATE FUNCTION place_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.position := coalesce(NEW.position, NEW.seq);
    RETURN NEW;
END $$;
CREATE TRIGGER place_move BEFORE INSERT ON stock_move FOR EACH ROW EXECUTE FUNCTION place_move();

-- What one call booked, and the event that told of it: where it stands in the outbox, also when the event is gone.
CREATE TABLE stock_posting (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid NOT NULL,
    event       text NOT NULL CHECK (event LIKE 'erp.stock.%'),
    booked_on   date NOT NULL,
    currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    value       numeric(19, 4) NOT NULL,
    event_xid   xid8 NOT NULL,
    event_seq   bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX stock_posting_order ON stock_posting (tenant_id, event_xid, event_seq);

-- By how much a posting changed the value of the stock through one move: the move's own value, or what a later posting
-- found it to be too high or too low.
CREATE TABLE stock_value (
    tenant_id  uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    seq        bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    item_id    uuid   NOT NULL,
    move_id    uuid   NOT NULL,
    posting_id uuid   NOT NULL,
    cause      text   NOT NULL CHECK (cause IN ('MOVE', 'REVALUED', 'LANDED')),
    value      numeric(19, 4) NOT NULL,
    PRIMARY KEY (tenant_id, seq),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, move_id) REFERENCES stock_move (tenant_id, id)
);
CREATE INDEX stock_value_move ON stock_value (tenant_id, move_id);
CREATE INDEX stock_value_item ON stock_value (tenant_id, item_id);
CREATE INDEX stock_value_posting ON stock_value (tenant_id, posting_id);

-- Freight, duty and the like that came later on top of what received goods cost.
CREATE TABLE landed_cost (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id         uuid NOT NULL,
    posting_id uuid NOT NULL,
    move_id    uuid NOT NULL,
    amount     numeric(19, 4) NOT NULL CHECK (amount <> 0),
    reason     text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, move_id) REFERENCES stock_move (tenant_id, id)
);
CREATE INDEX landed_cost_move ON landed_cost (tenant_id, move_id);

-- Where the sums stand, so that a move at the end of the ledger need not read what came before. Who posts moves of an
-- item holds its row, and takes it before any balance row.
CREATE TABLE stock_worth (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    item_id   uuid NOT NULL,
    quantity  numeric(19, 3) NOT NULL CHECK (quantity >= 0),
    value     numeric(19, 4) NOT NULL,
    last_on   date,
    PRIMARY KEY (tenant_id, item_id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);

-- The queue of an item valued first in, first out: what is left of each receipt, in the order it leaves.
CREATE TABLE stock_layer (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    item_id   uuid NOT NULL,
    place     bigint NOT NULL,
    move_id   uuid NOT NULL,
    quantity  numeric(19, 3) NOT NULL CHECK (quantity > 0),
    value     numeric(19, 4) NOT NULL,
    PRIMARY KEY (tenant_id, item_id, place),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);

-- What was counted of an item in a warehouse; it stands in the ledger where it was posted.
CREATE TABLE stock_count (
    tenant_id   uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid   NOT NULL,
    item_id     uuid   NOT NULL,
    location_id uuid   NOT NULL,
    counted_on  date   NOT NULL,
    counted     numeric(19, 3) NOT NULL CHECK (counted >= 0),
    position    bigint NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX stock_count_item ON stock_count (tenant_id, item_id, location_id, counted_on);

CREATE TABLE stock_count_void (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    count_id  uuid NOT NULL,
    PRIMARY KEY (tenant_id, count_id),
    FOREIGN KEY (tenant_id, count_id) REFERENCES stock_count (tenant_id, id)
);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON stock_posting FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON stock_value FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON landed_cost FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON stock_count FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON stock_posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON stock_value FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON landed_cost FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON stock_count FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

SELECT bac_protect_append_only('stock_posting');
SELECT bac_protect_append_only('stock_value');
SELECT bac_protect_append_only('landed_cost');
SELECT bac_protect_append_only('stock_count');
SELECT bac_protect_append_only('stock_count_void');
SELECT bac_protect('stock_worth');
SELECT bac_protect('stock_layer');
