-- Prices agreed for a time, a customer or a quantity, and goods that are made of others.

-- Of the prices that hold on a day, a customer's own goes before everybody's, then the one from the greatest quantity on.
CREATE TABLE price (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid NOT NULL,
    item_id     uuid NOT NULL,
    customer_id uuid,
    from_quantity numeric(19, 3) NOT NULL CHECK (from_quantity > 0),
    valid_from  date NOT NULL,
    valid_to    date CHECK (valid_to >= valid_from),
    unit_price  numeric(19, 4) NOT NULL CHECK (unit_price >= 0),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, customer_id) REFERENCES customer (tenant_id, id)
);
CREATE UNIQUE INDEX price_once ON price (tenant_id, item_id, customer_id, from_quantity, valid_from) NULLS NOT DISTINCT;

-- What one lot of an item is made of. A component may be made of others itself.
CREATE TABLE bom (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    item_id   uuid NOT NULL,
    lot       numeric(19, 3) NOT NULL CHECK (lot > 0),
    PRIMARY KEY (tenant_id, item_id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);
CREATE TABLE bom_part (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    item_id   uuid NOT NULL,
    part_id   uuid NOT NULL CHECK (part_id <> item_id),
    quantity  numeric(19, 3) NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, item_id, part_id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES bom (tenant_id, item_id),
    FOREIGN KEY (tenant_id, part_id) REFERENCES item (tenant_id, id)
);
CREATE INDEX bom_part_of ON bom_part (tenant_id, part_id);

-- An order to make goods, with what they are made of as it was when it was written.
CREATE TABLE work_order (
    tenant_id    uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid   NOT NULL,
    serial       bigint NOT NULL,
    number       text   NOT NULL CHECK (number = 'WO-' || serial),
    item_id      uuid   NOT NULL,
    warehouse_id uuid   NOT NULL,
    quantity     numeric(19, 3) NOT NULL CHECK (quantity > 0),
    made         numeric(19, 3) NOT NULL DEFAULT 0 CHECK (made BETWEEN 0 AND quantity),
    ordered_on   date   NOT NULL,
    status       text   NOT NULL CHECK (status IN ('OPEN', 'DONE', 'CANCELLED')),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX work_order_number ON work_order (tenant_id, lower(number));
CREATE INDEX work_order_item ON work_order (tenant_id, item_id);
CREATE TABLE work_part (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    work_id   uuid NOT NULL,
    item_id   uuid NOT NULL,
    quantity  numeric(19, 3) NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, work_id, item_id),
    FOREIGN KEY (tenant_id, work_id) REFERENCES work_order (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);
CREATE TABLE work_move (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    work_id   uuid NOT NULL,
    move_id   uuid NOT NULL,
    PRIMARY KEY (tenant_id, work_id, move_id),
    FOREIGN KEY (tenant_id, work_id) REFERENCES work_order (tenant_id, id),
    FOREIGN KEY (tenant_id, move_id) REFERENCES stock_move (tenant_id, id)
);

SELECT bac_protect('price');
SELECT bac_protect('bom');
SELECT bac_protect('bom_part');
SELECT bac_protect('work_order');
SELECT bac_protect_append_only('work_part');
SELECT bac_protect_append_only('work_move');
