package dev.bac.finance;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.verify.Verification;
import dev.bac.mcp.TenantLife;
import dev.bac.store.Tx;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finance's part in a tenant's life. */
final class FinanceLife implements TenantLife<FinanceSeed> {
    private static final List<String> TABLES = List.of(
            "recurring_run",
            "recurring",
            "budget",
            "pending_transfer",
            "bank_line",
            "bank_statement",
            "bank_account",
            "bank_rule",
            "settlement",
            "refund",
            "credit_line",
            "credit_note",
            "payment",
            "invoice_line",
            "overdue_invoice",
            "invoice_due",
            "invoice",
            "bill_line",
            "bill",
            "posting",
            "journal_entry",
            "party",
            "counter",
            "exchange_rate",
            "tax_part",
            "tax_code",
            "dimension",
            "period",
            "fiscal_year",
            "guarded_balance",
            "ledger_account");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Seeding seeding;

    FinanceLife(Seeding seeding) {
        this.seeding = seeding;
    }

    @Override
    public Class<FinanceSeed> seedType() {
        return FinanceSeed.class;
    }

    @Override
    public void prepare(Tx tx) {
        Chart.apply(tx);
    }

    @Override
    public void seed(Tx tx, FinanceSeed seed) {
        Chart.apply(tx);
        seeding.apply(tx, seed);
    }

    @Override
    public ObjectNode export(Tx tx) {
        var out = JSON.createObjectNode();
        for (var table : TABLES) {
            var rows = out.putArray(table);
            tx.sql()
                    .createQuery("SELECT to_jsonb(t) - 'tenant_id' AS row FROM " + table + " t ORDER BY 1")
                    .mapTo(String.class)
                    .forEach(row -> rows.add(JSON.readTree(row)));
        }
        return out;
    }

    @Override
    public List<String> tables() {
        return TABLES;
    }

    @Override
    public List<String> verify(Tx tx) {
        return Verification.findings(tx);
    }
}
