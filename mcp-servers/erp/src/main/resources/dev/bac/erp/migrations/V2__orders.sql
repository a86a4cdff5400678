CREATE TABLE sales_order (
    tenant_id    uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid   NOT NULL,
    serial       bigint NOT NULL,
    number       text   NOT NULL CHECK (number = 'SO-' || serial),
    customer_id  uuid   NOT NULL,
    customer     text   NOT NULL CHECK (char_length(customer) BETWEEN 1 AND 200),
    warehouse_id uuid   NOT NULL,
    currency     text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    ordered_on   date   NOT NULL,
    status       text   NOT NULL CHECK (status IN ('DRAFT', 'CONFIRMED', 'DELIVERED', 'CANCELLED')),
    delivered_on date   CHECK ((delivered_on IS NOT NULL) = (status = 'DELIVERED')),
    total        numeric(19, 4) NOT NULL CHECK (total >= 0),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX sales_order_number ON sales_order (tenant_id, lower(number));
CREATE INDEX sales_order_customer ON sales_order (tenant_id, customer_id);

-- What was agreed stays: an order changes its status, a line nothing at all.
CREATE TABLE order_line (
    tenant_id  uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    order_id   uuid NOT NULL,
    line       int  NOT NULL CHECK (line > 0),
    item_id    uuid NOT NULL,
    quantity   numeric(19, 3) NOT NULL CHECK (quantity > 0),
    unit_price numeric(19, 4) NOT NULL CHECK (unit_price >= 0),
    net        numeric(19, 4) NOT NULL CHECK (net >= 0),
    PRIMARY KEY (tenant_id, order_id, line),
    FOREIGN KEY (tenant_id, order_id) REFERENCES sales_order (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id)
);
CREATE INDEX order_line_item ON order_line (tenant_id, item_id);

-- Customers as ERP knows them: a copy of the CRM account's id and name.
CREATE TABLE customer (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid NOT NULL,
    name      text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX customer_name ON customer (tenant_id, lower(name));

SELECT bac_protect('sales_order');
SELECT bac_protect_append_only('order_line');
SELECT bac_protect('customer');
