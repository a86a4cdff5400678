-- Items, locations and the stock ledger. The ledger only grows; what is on hand is derived from it by a trigger, so
-- that no path can move stock without the balance following.

CREATE TABLE item (
    tenant_id  uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id         uuid   NOT NULL,
    serial     bigint NOT NULL,
    sku        text   NOT NULL CHECK (sku = 'SKU-' || serial),
    name       text   NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    category   text   NOT NULL CHECK (char_length(category) BETWEEN 1 AND 100),
    unit       text   NOT NULL CHECK (char_length(unit) BETWEEN 1 AND 20),
    currency   text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    list_price numeric(19, 4) NOT NULL CHECK (list_price >= 0),
    cost       numeric(19, 4) NOT NULL CHECK (cost >= 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial)
);
CREATE INDEX item_sku ON item (tenant_id, lower(sku));

-- A warehouse, or one of the three places outside: stock comes from the supplier, goes to the customer, and what a
-- count finds or misses comes from or goes to adjustment. Outside, a balance may be below zero.
CREATE TABLE location (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    kind      text NOT NULL CHECK (kind IN ('WAREHOUSE', 'SUPPLIER', 'CUSTOMER', 'ADJUSTMENT')),
    name      text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX location_outside ON location (tenant_id, kind) WHERE kind <> 'WAREHOUSE';
CREATE UNIQUE INDEX location_name ON location (tenant_id, lower(name));

CREATE TABLE counter (
    tenant_id uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        text   NOT NULL,
    last      bigint NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE stock_move (
    tenant_id   uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid   NOT NULL,
    seq         bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    kind        text   NOT NULL CHECK (kind IN ('RECEIVE', 'SHIP', 'TRANSFER', 'ADJUST')),
    item_id     uuid   NOT NULL,
    from_id     uuid   NOT NULL,
    to_id       uuid   NOT NULL CHECK (to_id <> from_id),
    quantity    numeric(19, 3) NOT NULL CHECK (quantity > 0),
    moved_on    date   NOT NULL,
    reason      text   CHECK (char_length(reason) BETWEEN 1 AND 500),
    order_id    uuid,
    recorded_at timestamptz NOT NULL,
    CHECK (kind <> 'ADJUST' OR reason IS NOT NULL),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, from_id) REFERENCES location (tenant_id, id),
    FOREIGN KEY (tenant_id, to_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX stock_move_item ON stock_move (tenant_id, item_id, moved_on, seq);
CREATE INDEX stock_move_order ON stock_move (tenant_id, order_id) WHERE order_id IS NOT NULL;

CREATE TABLE stock_balance (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    item_id     uuid NOT NULL,
    location_id uuid NOT NULL,
    -- Copied from the location, so that the check below can see it.
    outside     boolean NOT NULL,
    on_hand     numeric(19, 3) NOT NULL DEFAULT 0,
    reserved    numeric(19, 3) NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    CONSTRAINT stock_is_there CHECK (outside OR (on_hand >= 0 AND reserved <= on_hand)),
    PRIMARY KEY (tenant_id, item_id, location_id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, location_id) REFERENCES location (tenant_id, id)
);

CREATE FUNCTION change_balance(tenant uuid, item uuid, place uuid, change numeric) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- First the row, then the change: an upsert would check the inserted row before it finds the conflict.
    INSERT INTO stock_balance (tenant_id, item_id, location_id, outside)
    SELECT tenant, item, place, l.kind <> 'WAREHOUSE' FROM location l WHERE l.tenant_id = tenant AND l.id = place
    ON CONFLICT DO NOTHING;
    UPDATE stock_balance b SET on_hand = on_hand + change
     WHERE b.tenant_id = tenant AND b.item_id = item AND b.location_id = place;
END $$;

CREATE FUNCTION follow_move() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- Always in the same order, so that two opposite transfers do not wait for each other.
    IF NEW.from_id < NEW.to_id THEN
        PERFORM change_balance(NEW.tenant_id, NEW.item_id, NEW.from_id, -NEW.quantity);
        PERFORM change_balance(NEW.tenant_id, NEW.item_id, NEW.to_id, NEW.quantity);
    ELSE
        PERFORM change_balance(NEW.tenant_id, NEW.item_id, NEW.to_id, NEW.quantity);
        PERFORM change_balance(NEW.tenant_id, NEW.item_id, NEW.from_id, -NEW.quantity);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER follow_move AFTER INSERT ON stock_move FOR EACH ROW EXECUTE FUNCTION follow_move();

-- The purge of a tenant is the one way out: by the table's owner, announced by app.purge in the same transaction.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('app.purge', true) = OLD.tenant_id::text
       AND (SELECT pg_get_userbyid(relowner) = current_user FROM pg_catalog.pg_class WHERE oid = TG_RELID) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% on %: a move stays; post the opposite move instead', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'TRUNCATE on %: a move stays', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON stock_move FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON stock_move FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate();

SELECT bac_protect('item');
SELECT bac_protect('location');
SELECT bac_protect('counter');
SELECT bac_protect_append_only('stock_move');
SELECT bac_protect('stock_balance');
