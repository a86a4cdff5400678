-- Goods that leave and come in parts, what comes back, and what is bought.

ALTER TABLE sales_order
    DROP CONSTRAINT sales_order_status_check,
    DROP CONSTRAINT sales_order_check1,
    ADD CONSTRAINT sales_order_status_check
        CHECK (status IN ('DRAFT', 'CONFIRMED', 'PARTIAL', 'DELIVERED', 'CLOSED', 'CANCELLED'));

-- A delivery, a receipt, or a return of one of them. It stays as it is; one that is cancelled has a row in goods_void
-- and moves that take its moves back.
CREATE TABLE goods_note (
    tenant_id    uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid   NOT NULL,
    kind         text   NOT NULL CHECK (kind IN ('DELIVERY', 'RETURN', 'RECEIPT', 'SEND_BACK')),
    serial       bigint NOT NULL,
    number       text   NOT NULL,
    order_id     uuid   NOT NULL,
    against_id   uuid   CHECK ((against_id IS NOT NULL) = (kind IN ('RETURN', 'SEND_BACK'))),
    warehouse_id uuid   NOT NULL,
    done_on      date   NOT NULL,
    currency     text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    reason       text   CHECK (char_length(reason) BETWEEN 1 AND 500),
    CHECK (number = CASE kind WHEN 'DELIVERY' THEN 'DN-' WHEN 'RETURN' THEN 'RT-' WHEN 'RECEIPT' THEN 'GR-' ELSE 'SB-' END || serial),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, kind, serial),
    FOREIGN KEY (tenant_id, against_id) REFERENCES goods_note (tenant_id, id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX goods_note_number ON goods_note (tenant_id, lower(number));
CREATE INDEX goods_note_order ON goods_note (tenant_id, order_id);
CREATE INDEX goods_note_against ON goods_note (tenant_id, against_id) WHERE against_id IS NOT NULL;

-- amount is the share of the order's line: what a delivery earns, a receipt costs, a return gives back. Of a receipt,
-- quantity is what was accepted.
CREATE TABLE goods_line (
    tenant_id    uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    note_id      uuid NOT NULL,
    line         int  NOT NULL CHECK (line > 0),
    order_line   int  NOT NULL,
    against_line int,
    item_id      uuid NOT NULL,
    quantity     numeric(19, 3) NOT NULL CHECK (quantity >= 0),
    rejected     numeric(19, 3) NOT NULL DEFAULT 0 CHECK (rejected >= 0),
    amount       numeric(19, 4) NOT NULL CHECK (amount >= 0),
    move_id      uuid CHECK ((move_id IS NULL) = (quantity = 0)),
    CHECK (quantity + rejected > 0),
    PRIMARY KEY (tenant_id, note_id, line),
    FOREIGN KEY (tenant_id, note_id) REFERENCES goods_note (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, move_id) REFERENCES stock_move (tenant_id, id)
);

CREATE TABLE goods_void (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    note_id   uuid NOT NULL,
    voided_on date NOT NULL,
    reason    text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    PRIMARY KEY (tenant_id, note_id),
    FOREIGN KEY (tenant_id, note_id) REFERENCES goods_note (tenant_id, id)
);

CREATE TABLE quotation (
    tenant_id    uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid   NOT NULL,
    serial       bigint NOT NULL,
    number       text   NOT NULL CHECK (number = 'QT-' || serial),
    customer_id  uuid   NOT NULL,
    customer     text   NOT NULL CHECK (char_length(customer) BETWEEN 1 AND 200),
    currency     text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    quoted_on    date   NOT NULL,
    valid_until  date   NOT NULL CHECK (valid_until >= quoted_on),
    status       text   NOT NULL CHECK (status IN ('OPEN', 'ACCEPTED', 'DECLINED')),
    order_id     uuid   CHECK ((order_id IS NOT NULL) = (status = 'ACCEPTED')),
    total        numeric(19, 4) NOT NULL CHECK (total >= 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order (tenant_id, id)
);
CREATE INDEX quotation_number ON quotation (tenant_id, lower(number));

CREATE TABLE quotation_line (
    tenant_id    uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    quotation_id uuid NOT NULL,
    line         int  NOT NULL CHECK (line > 0),
    item_id      uuid NOT NULL,
    quantity     numeric(19, 3) NOT NULL CHECK (quantity > 0),
    unit_price   numeric(19, 4) NOT NULL CHECK (unit_price >= 0),
    net          numeric(19, 4) NOT NULL CHECK (net >= 0),
    PRIMARY KEY (tenant_id, quotation_id, line),
    FOREIGN KEY (tenant_id, quotation_id) REFERENCES quotation (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);

-- tolerance is in percent, of the quantity received over what was ordered and of the price billed over the order's.
CREATE TABLE supplier (
    tenant_id uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid   NOT NULL,
    name      text   NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    lead_days int    NOT NULL DEFAULT 7 CHECK (lead_days BETWEEN 0 AND 730),
    tolerance numeric(5, 2) NOT NULL DEFAULT 0 CHECK (tolerance BETWEEN 0 AND 100),
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX supplier_name ON supplier (tenant_id, lower(name));

-- When to buy again, and from whom.
ALTER TABLE item
    ADD COLUMN reorder_point    numeric(19, 3) CHECK (reorder_point >= 0),
    ADD COLUMN reorder_quantity numeric(19, 3) CHECK (reorder_quantity > 0),
    ADD COLUMN supplier_id      uuid,
    ADD FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id);

CREATE TABLE purchase_order (
    tenant_id    uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid   NOT NULL,
    serial       bigint NOT NULL,
    number       text   NOT NULL CHECK (number = 'PO-' || serial),
    supplier_id  uuid   NOT NULL,
    warehouse_id uuid   NOT NULL,
    currency     text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    ordered_on   date   NOT NULL,
    expected_on  date   NOT NULL,
    status       text   NOT NULL CHECK (status IN ('REQUESTED', 'ORDERED', 'PARTIAL', 'RECEIVED', 'CLOSED', 'CANCELLED')),
    total        numeric(19, 4) NOT NULL CHECK (total >= 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX purchase_order_number ON purchase_order (tenant_id, lower(number));

CREATE TABLE purchase_line (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    order_id   uuid NOT NULL,
    line       int  NOT NULL CHECK (line > 0),
    item_id    uuid NOT NULL,
    quantity   numeric(19, 3) NOT NULL CHECK (quantity > 0),
    unit_price numeric(19, 6) NOT NULL CHECK (unit_price >= 0),
    net        numeric(19, 4) NOT NULL CHECK (net >= 0),
    PRIMARY KEY (tenant_id, order_id, line),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);
CREATE INDEX purchase_line_item ON purchase_line (tenant_id, item_id);

-- What a supplier bills, beside what was ordered and received. A bill that does not fit is held until somebody accepts
-- the difference; the reference is the supplier's own number, so that none is taken twice.
CREATE TABLE supplier_bill (
    tenant_id   uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id          uuid   NOT NULL,
    supplier_id uuid   NOT NULL,
    reference   text   NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 100),
    order_id    uuid   NOT NULL,
    billed_on   date   NOT NULL,
    net         numeric(19, 4) NOT NULL CHECK (net >= 0),
    accepted    text   CHECK (char_length(accepted) BETWEEN 1 AND 500),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier (tenant_id, id),
    FOREIGN KEY (tenant_id, order_id) REFERENCES purchase_order (tenant_id, id)
);
CREATE UNIQUE INDEX supplier_bill_once ON supplier_bill (tenant_id, supplier_id, lower(reference));
CREATE INDEX supplier_bill_order ON supplier_bill (tenant_id, order_id);

CREATE TABLE supplier_bill_line (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    bill_id    uuid NOT NULL,
    line       int  NOT NULL CHECK (line > 0),
    order_line int  NOT NULL,
    item_id    uuid NOT NULL,
    quantity   numeric(19, 3) NOT NULL CHECK (quantity > 0),
    net        numeric(19, 4) NOT NULL CHECK (net >= 0),
    PRIMARY KEY (tenant_id, bill_id, line),
    FOREIGN KEY (tenant_id, bill_id) REFERENCES supplier_bill (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON goods_note FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON goods_line FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON goods_void FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT bac_protect_append_only('goods_note');
SELECT bac_protect_append_only('goods_line');
SELECT bac_protect_append_only('goods_void');
SELECT bac_protect('quotation');
SELECT bac_protect_append_only('quotation_line');
SELECT bac_protect('supplier');
SELECT bac_protect('purchase_order');
SELECT bac_protect_append_only('purchase_line');
SELECT bac_protect_append_only('supplier_bill');
SELECT bac_protect_append_only('supplier_bill_line');
