-- Pick lists, goods that a supplier ships straight to a customer, and what suppliers owe for goods they billed and got back.

-- Where goods pass that never are ours: what comes to it from the supplier leaves it for the customer at once.
ALTER TABLE location DROP CONSTRAINT location_kind_check;
ALTER TABLE location ADD CONSTRAINT location_kind_check
    CHECK (kind IN ('WAREHOUSE', 'TRANSIT', 'SUPPLIER', 'CUSTOMER', 'ADJUSTMENT', 'PRODUCTION', 'DROP'));

-- Who ships the line; nothing of it is reserved. Its purchase order names the sales order, line by line.
ALTER TABLE order_line ADD COLUMN supplier_id uuid,
    ADD FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id);
ALTER TABLE purchase_order ADD COLUMN sales_order_id uuid,
    ADD FOREIGN KEY (tenant_id, sales_order_id) REFERENCES sales_order (tenant_id, id);
CREATE INDEX purchase_order_drop ON purchase_order (tenant_id, sales_order_id) WHERE sales_order_id IS NOT NULL;
ALTER TABLE purchase_line ADD COLUMN sales_line int CHECK (sales_line > 0);

-- The delivery and the receipt of the same goods, line by line.
CREATE TABLE drop_shipment (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    delivery_id uuid NOT NULL,
    receipt_id  uuid NOT NULL,
    PRIMARY KEY (tenant_id, delivery_id),
    UNIQUE (tenant_id, receipt_id),
    FOREIGN KEY (tenant_id, delivery_id) REFERENCES goods_note (tenant_id, id),
    FOREIGN KEY (tenant_id, receipt_id) REFERENCES goods_note (tenant_id, id)
);

CREATE TABLE pick_list (
    tenant_id    uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid   NOT NULL,
    serial       bigint NOT NULL,
    number       text   NOT NULL CHECK (number = 'PK-' || serial),
    warehouse_id uuid   NOT NULL,
    written_on   date   NOT NULL,
    status       text   NOT NULL CHECK (status IN ('OPEN', 'DELIVERED', 'CANCELLED')),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX pick_list_number ON pick_list (tenant_id, lower(number));
CREATE INDEX pick_list_open ON pick_list (tenant_id, warehouse_id) WHERE status = 'OPEN';

-- What of an order's line is to be taken, and what was. A lot that was taken instead of the one named has a line of its
-- own with nothing to take.
CREATE TABLE pick_line (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    pick_id    uuid NOT NULL,
    line       int  NOT NULL CHECK (line > 0),
    order_id   uuid NOT NULL,
    order_line int  NOT NULL,
    item_id    uuid NOT NULL,
    lot_id     uuid,
    quantity   numeric(19, 3) NOT NULL CHECK (quantity >= 0),
    picked     numeric(19, 3) CHECK (picked >= 0),
    reason     text CHECK (char_length(reason) BETWEEN 1 AND 500),
    note_id    uuid,
    PRIMARY KEY (tenant_id, pick_id, line),
    FOREIGN KEY (tenant_id, pick_id) REFERENCES pick_list (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id, order_line) REFERENCES order_line (tenant_id, order_id, line),
    FOREIGN KEY (tenant_id, lot_id, item_id) REFERENCES lot (tenant_id, id, item_id),
    FOREIGN KEY (tenant_id, note_id) REFERENCES goods_note (tenant_id, id)
);
CREATE INDEX pick_line_order ON pick_line (tenant_id, order_id, order_line);
CREATE INDEX pick_line_lot ON pick_line (tenant_id, lot_id) WHERE lot_id IS NOT NULL;

-- A credit that a supplier owes on a bill for goods that went back. net is what was billed for them, received what they
-- had been received for.
CREATE TABLE supplier_credit (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id         uuid NOT NULL,
    note_id    uuid NOT NULL,
    note_line  int  NOT NULL,
    bill_id    uuid NOT NULL,
    bill_line  int  NOT NULL,
    quantity   numeric(19, 3) NOT NULL CHECK (quantity > 0),
    net        numeric(19, 4) NOT NULL CHECK (net >= 0),
    received   numeric(19, 4) NOT NULL CHECK (received >= 0),
    PRIMARY KEY (tenant_id, id, note_line, bill_line),
    FOREIGN KEY (tenant_id, note_id, note_line) REFERENCES goods_line (tenant_id, note_id, line),
    FOREIGN KEY (tenant_id, bill_id, bill_line) REFERENCES supplier_bill_line (tenant_id, bill_id, line)
);
CREATE INDEX supplier_credit_note ON supplier_credit (tenant_id, note_id, note_line);
CREATE INDEX supplier_credit_bill ON supplier_credit (tenant_id, bill_id, bill_line);

SELECT bac_protect('pick_list');
SELECT bac_protect('pick_line');
SELECT bac_protect_append_only('drop_shipment');
SELECT bac_protect_append_only('supplier_credit');
