-- How much a company stores, counted where it is stored: whoever writes a counted table, by whatever way, raises the
-- company's line in quota_use by the bytes in the same transaction, and nobody gets beyond what the plan holds. The line is
-- held until the transaction ends, so that of any number of writers at once just as many get in as fit.

CREATE FUNCTION bac_stored() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counted_as text := TG_ARGV[0];
    one record;
    most bigint;
    total bigint;
BEGIN
    FOR one IN EXECUTE format(
        'SELECT tenant_id, sum(%s)::bigint AS bytes FROM counted GROUP BY tenant_id ORDER BY tenant_id', TG_ARGV[1])
    LOOP
        IF TG_OP = 'DELETE' THEN
            UPDATE ${schema}.quota_use q SET used = greatest(0, q.used - one.bytes)
            WHERE q.tenant_id = one.tenant_id AND q.meter = counted_as AND q.period = DATE '1970-01-01';
        ELSE
            INSERT INTO ${schema}.quota_use AS q (tenant_id, meter, period, used)
            VALUES (one.tenant_id, counted_as, DATE '1970-01-01', one.bytes)
            ON CONFLICT (tenant_id, meter, period) DO UPDATE SET used = q.used + excluded.used
            RETURNING q.used INTO total;
            SELECT (l.one ->> 'most')::bigint INTO most
            FROM ${schema}.tenant t, jsonb_array_elements(t.rules::jsonb -> 'limits') AS l (one)
            WHERE t.tenant_id = one.tenant_id AND l.one ->> 'meter' = counted_as;
            IF total > most * 1048576 THEN
                RAISE EXCEPTION '%: the plan holds % MiB of them, % MiB are used and this is % bytes more. Remove some, or have an operator change the plan.',
                    counted_as, most, round((total - one.bytes) / 1048576.0, 1), one.bytes USING ERRCODE = 'BAC01';
            END IF;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

-- Counts a table from now on, and what it holds; bytes is an expression over a row that updates do not change.
CREATE FUNCTION bac_count_storage(target regclass, meter text, bytes text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER stored_more AFTER INSERT ON %s REFERENCING NEW TABLE AS counted'
        ' FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.bac_stored(%L, %L)', target, meter, bytes);
    EXECUTE format('CREATE TRIGGER stored_less AFTER DELETE ON %s REFERENCING OLD TABLE AS counted'
        ' FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.bac_stored(%L, %L)', target, meter, bytes);
    -- The owner is bound by the policies as well, and sees no tenant here.
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', target);
    ALTER TABLE ${schema}.quota_use NO FORCE ROW LEVEL SECURITY;
    EXECUTE format('INSERT INTO ${schema}.quota_use AS q (tenant_id, meter, period, used)'
        ' SELECT tenant_id, %L, DATE ''1970-01-01'', sum(%s) FROM %s GROUP BY tenant_id'
        ' ON CONFLICT (tenant_id, meter, period) DO UPDATE SET used = q.used + excluded.used', meter, bytes, target);
    ALTER TABLE ${schema}.quota_use FORCE ROW LEVEL SECURITY;
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
END $$;
