-- How often leads were won (converted) and lost, by team, for each sign a lead carries: what its score is learned from.
-- The variable 'team' counts all of a team's decided leads. A trigger keeps it with every change of a lead, whoever
-- makes it, so that it is always what counting all leads anew would give (lead_frequency_anew).

CREATE TABLE lead_frequency (
    tenant_id uuid NOT NULL DEFAULT nullif(current_setting('app.tenant', true), '')::uuid,
    team_id uuid NOT NULL,
    variable text NOT NULL,
    value text NOT NULL,
    won integer NOT NULL,
    lost integer NOT NULL,
    PRIMARY KEY (tenant_id, team_id, variable, value)
);

CREATE FUNCTION crm_lead_signs(source text, country text, tags text[], email text, phone text)
RETURNS TABLE (variable text, value text) LANGUAGE sql IMMUTABLE AS $$
    SELECT 'team', ''
    UNION ALL SELECT 'source', lower(btrim(source)) WHERE btrim(source) <> ''
    UNION ALL SELECT 'country', country WHERE country IS NOT NULL
    UNION ALL SELECT 'tag', tag FROM unnest(tags) AS tag
    UNION ALL SELECT 'email', CASE WHEN email ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:].]+$' THEN 'correct' ELSE 'incorrect' END
        WHERE email IS NOT NULL
    UNION ALL SELECT 'phone', CASE WHEN phone ~ '^\+[1-9][0-9]{6,14}$' THEN 'correct' ELSE 'incorrect' END
        WHERE phone IS NOT NULL
$$;

-- Those of no team count together.
CREATE FUNCTION crm_scoring_team(team uuid) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(team, '00000000-0000-0000-0000-000000000000'::uuid)
$$;

CREATE VIEW lead_frequency_anew WITH (security_invoker = true) AS
    SELECT l.tenant_id, crm_scoring_team(l.team_id) AS team_id, s.variable, s.value,
           (count(*) FILTER (WHERE l.status = 'CONVERTED'))::integer AS won,
           (count(*) FILTER (WHERE l.status = 'LOST'))::integer AS lost
    FROM lead l, crm_lead_signs(l.source, l.country, l.tags, l.email, l.phone) AS s
    WHERE l.status IN ('CONVERTED', 'LOST')
    GROUP BY 1, 2, 3, 4;
GRANT SELECT ON lead_frequency_anew TO ${app};

CREATE FUNCTION crm_count_lead(l lead, sign integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Always in the same order, so that two transactions wait for each other and never in a circle.
    INSERT INTO lead_frequency AS f (tenant_id, team_id, variable, value, won, lost)
    SELECT l.tenant_id, crm_scoring_team(l.team_id), s.variable, s.value,
           CASE WHEN l.status = 'CONVERTED' THEN sign ELSE 0 END, CASE WHEN l.status = 'LOST' THEN sign ELSE 0 END
    FROM crm_lead_signs(l.source, l.country, l.tags, l.email, l.phone) AS s ORDER BY s.variable DESC, s.value
    ON CONFLICT (tenant_id, team_id, variable, value) DO UPDATE
    SET won = f.won + excluded.won, lost = f.lost + excluded.lost;
END $$;

CREATE FUNCTION crm_learn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.status <> 'OPEN' THEN
        PERFORM crm_count_lead(OLD, -1);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.status <> 'OPEN' THEN
        PERFORM crm_count_lead(NEW, 1);
    END IF;
    -- A sign that no decided lead carries any more was never seen.
    IF TG_OP <> 'INSERT' AND OLD.status <> 'OPEN' THEN
        DELETE FROM lead_frequency f WHERE f.tenant_id = OLD.tenant_id AND f.team_id = crm_scoring_team(OLD.team_id)
            AND f.won = 0 AND f.lost = 0;
    END IF;
    RETURN NULL;
END $$;

ALTER TABLE lead NO FORCE ROW LEVEL SECURITY;
INSERT INTO lead_frequency SELECT * FROM lead_frequency_anew;
ALTER TABLE lead FORCE ROW LEVEL SECURITY;
SELECT bac_protect('lead_frequency');
CREATE TRIGGER learned AFTER INSERT OR UPDATE OR DELETE ON lead FOR EACH ROW EXECUTE FUNCTION crm_learn();
