-- Units that goods are bought and sold in, variants of one design, and lots and serial numbers.

-- One of the unit holds so many of the item's own. Quantities are kept in the item's own unit everywhere else.
CREATE TABLE item_unit (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    item_id   uuid NOT NULL,
    unit      text NOT NULL CHECK (char_length(unit) BETWEEN 1 AND 20),
    factor    numeric(19, 6) NOT NULL CHECK (factor > 0),
    PRIMARY KEY (tenant_id, item_id, unit),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);
CREATE UNIQUE INDEX item_unit_name ON item_unit (tenant_id, item_id, lower(unit));

-- What a line was agreed in, when not in the item's own unit.
ALTER TABLE order_line ADD COLUMN pack_unit text, ADD COLUMN pack_factor numeric(19, 6) CHECK (pack_factor > 0),
    ADD CHECK ((pack_unit IS NULL) = (pack_factor IS NULL));
ALTER TABLE quotation_line ADD COLUMN pack_unit text, ADD COLUMN pack_factor numeric(19, 6) CHECK (pack_factor > 0),
    ADD CHECK ((pack_unit IS NULL) = (pack_factor IS NULL));
ALTER TABLE purchase_line ADD COLUMN pack_unit text, ADD COLUMN pack_factor numeric(19, 6) CHECK (pack_factor > 0),
    ADD CHECK ((pack_unit IS NULL) = (pack_factor IS NULL));

-- A template is never moved, bought or sold itself; its variants are, each with values of its own.
ALTER TABLE item
    ADD COLUMN tracking    text NOT NULL DEFAULT 'NONE' CHECK (tracking IN ('NONE', 'LOT', 'SERIAL')),
    ADD COLUMN template    boolean NOT NULL DEFAULT false,
    ADD COLUMN template_id uuid,
    ADD COLUMN attributes  jsonb,
    ADD CHECK ((template_id IS NULL) = (attributes IS NULL)),
    ADD CHECK (NOT template OR template_id IS NULL),
    ADD FOREIGN KEY (tenant_id, template_id) REFERENCES item (tenant_id, id);
CREATE UNIQUE INDEX item_variant ON item (tenant_id, template_id, attributes) WHERE template_id IS NOT NULL;

-- Goods made or received together, or, of an item with serial numbers, a single one.
CREATE TABLE lot (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id         uuid NOT NULL,
    item_id    uuid NOT NULL,
    code       text NOT NULL CHECK (char_length(code) BETWEEN 1 AND 100),
    serial     boolean NOT NULL,
    expires_on date,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, id, item_id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);
CREATE UNIQUE INDEX lot_code ON lot (tenant_id, item_id, lower(code));

-- A move of an item that is kept by lot is of one lot only.
ALTER TABLE stock_move ADD COLUMN lot_id uuid,
    ADD FOREIGN KEY (tenant_id, lot_id, item_id) REFERENCES lot (tenant_id, id, item_id);
CREATE INDEX stock_move_lot ON stock_move (tenant_id, lot_id) WHERE lot_id IS NOT NULL;
ALTER TABLE stock_count ADD COLUMN lot_id uuid,
    ADD FOREIGN KEY (tenant_id, lot_id, item_id) REFERENCES lot (tenant_id, id, item_id);

-- What is where of a lot. Changed only by moves, whose poster holds the item's row in stock_worth.
CREATE TABLE lot_balance (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    lot_id      uuid NOT NULL,
    location_id uuid NOT NULL,
    item_id     uuid NOT NULL,
    outside     boolean NOT NULL,
    serial      boolean NOT NULL,
    on_hand     numeric(19, 3) NOT NULL DEFAULT 0,
    CONSTRAINT lot_is_there CHECK (outside OR on_hand >= 0),
    CONSTRAINT serial_is_single CHECK (NOT serial OR on_hand IN (-1, 0, 1)),
    PRIMARY KEY (tenant_id, lot_id, location_id),
    FOREIGN KEY (tenant_id, lot_id, item_id) REFERENCES lot (tenant_id, id, item_id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES location (tenant_id, id)
);
CREATE UNIQUE INDEX serial_is_in_one_place ON lot_balance (tenant_id, lot_id) WHERE serial AND on_hand > 0;
CREATE INDEX lot_balance_item ON lot_balance (tenant_id, item_id, location_id);

CREATE FUNCTION change_lot(tenant uuid, lot uuid, place uuid, change numeric) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO lot_balance (tenant_id, lot_id, location_id, item_id, outside, serial)
    SELECT tenant, lot, place, t.item_id, l.kind NOT IN ('WAREHOUSE', 'TRANSIT'), t.serial
      FROM location l, lot t WHERE l.tenant_id = tenant AND l.id = place AND t.tenant_id = tenant AND t.id = lot
    ON CONFLICT DO NOTHING;
    UPDATE lot_balance b SET on_hand = on_hand + change
     WHERE b.tenant_id = tenant AND b.lot_id = lot AND b.location_id = place;
END $$;

CREATE FUNCTION follow_lot() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- First out, then in: a serial number is in one place at a time.
    PERFORM change_lot(NEW.tenant_id, NEW.lot_id, NEW.from_id, -NEW.quantity);
    PERFORM change_lot(NEW.tenant_id, NEW.lot_id, NEW.to_id, NEW.quantity);
    RETURN NULL;
END $$;
CREATE TRIGGER follow_lot AFTER INSERT ON stock_move FOR EACH ROW WHEN (NEW.lot_id IS NOT NULL)
    EXECUTE FUNCTION follow_lot();

SELECT bac_protect('item_unit');
SELECT bac_protect('lot');
SELECT bac_protect('lot_balance');
