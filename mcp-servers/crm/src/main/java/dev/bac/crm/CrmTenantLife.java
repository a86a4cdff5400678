package dev.bac.crm;

import dev.bac.crm.seed.CrmSeed;
import dev.bac.crm.seed.CrmSeeding;
import dev.bac.crm.seed.Stages;
import dev.bac.mcp.TableExport;
import dev.bac.mcp.TenantLife;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The CRM's part in a tenant's life. */
final class CrmTenantLife implements TenantLife<CrmSeed> {
    private static final List<String> TABLES = List.of(
            "merged",
            "merge_row",
            "merge",
            "consent",
            "list_member",
            "target_list",
            "export_file",
            "intake_effect",
            "intake_row",
            "intake",
            "contact_import_row",
            "contact_import",
            "activity",
            "lead",
            "stage_change",
            "opportunity",
            "contact",
            "account",
            "stage",
            "custom_field",
            "record_count",
            "lead_frequency",
            "team_member",
            "team",
            "counter");
    /** What must hold, and a query for the rows where it does not. */
    private static final Map<String, String> INVARIANTS = Map.of(
            "every pipeline has six stages",
            """
            SELECT (SELECT count(*) FROM (SELECT 1 FROM stage GROUP BY pipeline HAVING count(*) <> 6) AS broken)
                 + (SELECT count(*) FROM (SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM stage)) AS none)
            """,
            "a deal stands where its history ends",
            """
            SELECT count(*) FROM opportunity o WHERE o.stage IS DISTINCT FROM (
                SELECT h.to_stage FROM stage_change h WHERE h.opportunity_id = o.id
                ORDER BY h.changed_at DESC, h.id DESC LIMIT 1)
            """,
            "scores are learned from what counting all leads anew would give",
            """
            SELECT count(*) FROM ((TABLE lead_frequency EXCEPT TABLE lead_frequency_anew)
                UNION ALL (TABLE lead_frequency_anew EXCEPT TABLE lead_frequency)) AS different
            """,
            "records are as many as were counted",
            """
            SELECT count(*) FROM (
                SELECT 'account' AS kind, count(*) AS records FROM account UNION ALL
                SELECT 'contact', count(*) FROM contact UNION ALL SELECT 'lead', count(*) FROM lead) AS now
            WHERE records <> coalesce((SELECT c.records FROM record_count c WHERE c.kind = now.kind), 0)
            """,
            "a converted lead's activities are its contact's",
            """
            SELECT count(*) FROM activity a JOIN lead l ON l.id = a.lead_id
            WHERE l.status = 'CONVERTED' AND a.contact_id IS DISTINCT FROM l.contact_id
            """);

    private final CrmSeeding seeding;

    CrmTenantLife(CrmSeeding seeding) {
        this.seeding = seeding;
    }

    @Override
    public Class<CrmSeed> seedType() {
        return CrmSeed.class;
    }

    @Override
    public void prepare(Tx tx) {
        new Stages().prepare(tx);
    }

    @Override
    public void seed(Tx tx, CrmSeed seed) {
        seeding.fill(tx, seed);
    }

    @Override
    public ObjectNode export(Tx tx) {
        return TableExport.of(tx, TABLES);
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public List<String> verify(Tx tx) {
        return INVARIANTS.entrySet().stream()
                .filter(rule ->
                        tx.sql().createQuery(rule.getValue()).mapTo(Long.class).one() != 0)
                .map(rule -> "not so: " + rule.getKey())
                .sorted()
                .toList();
    }
}
