-- Warehouses within warehouses, goods under way between two of them, and count sheets.

ALTER TABLE location ADD COLUMN parent_id uuid CHECK (parent_id <> id),
    ADD FOREIGN KEY (tenant_id, parent_id) REFERENCES location (tenant_id, id);
CREATE INDEX location_parent ON location (tenant_id, parent_id) WHERE parent_id IS NOT NULL;

-- Goods sent from one warehouse to another. What of a line has left, arrived or been lost are its moves.
CREATE TABLE transfer (
    tenant_id uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id        uuid   NOT NULL,
    serial    bigint NOT NULL,
    number    text   NOT NULL CHECK (number = 'TF-' || serial),
    from_id   uuid   NOT NULL,
    to_id     uuid   NOT NULL CHECK (to_id <> from_id),
    sent_on   date   NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, from_id) REFERENCES location (tenant_id, id),
    FOREIGN KEY (tenant_id, to_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX transfer_number ON transfer (tenant_id, lower(number));
CREATE TABLE transfer_line (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    transfer_id uuid NOT NULL,
    line        int  NOT NULL CHECK (line > 0),
    item_id     uuid NOT NULL,
    lot_id      uuid,
    quantity    numeric(19, 3) NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, transfer_id, line),
    FOREIGN KEY (tenant_id, transfer_id) REFERENCES transfer (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, lot_id, item_id) REFERENCES lot (tenant_id, id, item_id)
);
CREATE TABLE transfer_move (
    tenant_id   uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    move_id     uuid NOT NULL,
    transfer_id uuid NOT NULL,
    line        int  NOT NULL,
    step        text NOT NULL CHECK (step IN ('SENT', 'ARRIVED', 'LOST')),
    PRIMARY KEY (tenant_id, move_id),
    FOREIGN KEY (tenant_id, transfer_id, line) REFERENCES transfer_line (tenant_id, transfer_id, line),
    FOREIGN KEY (tenant_id, move_id) REFERENCES stock_move (tenant_id, id)
);
CREATE INDEX transfer_move_line ON transfer_move (tenant_id, transfer_id, line);

-- What is to be counted, as the ledger stood when the sheet was written: position is the last move a count can have seen.
CREATE TABLE count_sheet (
    tenant_id    uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    id           uuid   NOT NULL,
    serial       bigint NOT NULL,
    number       text   NOT NULL CHECK (number = 'CS-' || serial),
    warehouse_id uuid   NOT NULL,
    taken_on     date   NOT NULL,
    status       text   NOT NULL CHECK (status IN ('OPEN', 'POSTED', 'CANCELLED')),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, serial),
    FOREIGN KEY (tenant_id, warehouse_id) REFERENCES location (tenant_id, id)
);
CREATE INDEX count_sheet_number ON count_sheet (tenant_id, lower(number));
CREATE TABLE count_line (
    tenant_id uuid   NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    sheet_id  uuid   NOT NULL,
    line      int    NOT NULL CHECK (line > 0),
    item_id   uuid   NOT NULL,
    lot_id    uuid,
    position  bigint NOT NULL,
    counted   numeric(19, 3) CHECK (counted >= 0),
    count_id  uuid,
    variance  numeric(19, 3),
    CHECK ((count_id IS NULL) = (variance IS NULL)),
    PRIMARY KEY (tenant_id, sheet_id, line),
    FOREIGN KEY (tenant_id, sheet_id) REFERENCES count_sheet (tenant_id, id),
    FOREIGN KEY (tenant_id, item_id) REFERENCES item (tenant_id, id),
    FOREIGN KEY (tenant_id, lot_id, item_id) REFERENCES lot (tenant_id, id, item_id),
    FOREIGN KEY (tenant_id, count_id) REFERENCES stock_count (tenant_id, id)
);
CREATE UNIQUE INDEX count_line_once ON count_line (tenant_id, sheet_id, item_id, lot_id) NULLS NOT DISTINCT;

SELECT bac_protect_append_only('transfer');
SELECT bac_protect_append_only('transfer_line');
SELECT bac_protect_append_only('transfer_move');
SELECT bac_protect('count_sheet');
SELECT bac_protect('count_line');
