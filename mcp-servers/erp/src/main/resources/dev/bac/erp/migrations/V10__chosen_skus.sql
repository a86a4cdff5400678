-- An item may go by a SKU that somebody chose; without one it still gets SKU- and its number. No two differ by case only.
ALTER TABLE item DROP CONSTRAINT item_check,
    ADD CONSTRAINT item_sku_form CHECK (sku ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,30}[A-Za-z0-9])?$');
DROP INDEX item_sku;
CREATE UNIQUE INDEX item_sku ON item (tenant_id, lower(sku));
