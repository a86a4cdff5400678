package dev.bac.finance.setup;

import dev.bac.finance.party.Parties;
import dev.bac.finance.party.Party;
import dev.bac.finance.tax.Taxes;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import org.jspecify.annotations.Nullable;

/** {@code finance_setup_party}. */
public final class PartyTool {
    private static final int LONGEST_TERMS = 365;
    private static final String AS_BEFORE = "as_before";
    private final Parties parties;

    public PartyTool(Parties parties) {
        this.parties = parties;
    }

    public record Order(
            @Arg(value = "The customer: name or id. Give either customer or supplier", ref = "account") @Nullable String customer,

            @Arg(value = "The supplier: name or id", ref = "supplier") @Nullable String supplier,

            @Arg(
                    "Code of the tax on documents for goods, such as VAT19; as_before to tax them as the last document was. The tax"
                            + " stays when left out")
            @Nullable String tax,

            @Arg("Days until documents are due, 0 to 365; the terms stay when left out") @Nullable Integer termsDays) {}

    /** @param tax code of the tax; null when documents are taxed as the last one was */
    public record Saved(
            String summary, String party, @Nullable String tax, int termsDays) implements Told {}

    private record Now(int terms, @Nullable String tax) {}

    Saved save(Caller caller, Tx tx, Order order) {
        var party = party(tx, order);
        if (order.termsDays() != null && (order.termsDays() < 0 || order.termsDays() > LONGEST_TERMS)) {
            throw ToolRefusal.invalid("termsDays", "must be 0 to " + LONGEST_TERMS);
        }
        boolean asBefore = AS_BEFORE.equals(order.tax());
        var tax = order.tax() == null || asBefore
                ? null
                : Taxes.given(tx, order.tax(), null).code();
        var now = tx.sql()
                .createQuery("""
                        UPDATE party SET terms_days = coalesce(CAST(:terms AS int), terms_days),
                               tax_code = CASE WHEN :asBefore THEN NULL ELSE coalesce(CAST(:tax AS text), tax_code) END
                         WHERE id = :id RETURNING terms_days, tax_code
                        """)
                .bind("terms", order.termsDays())
                .bind("asBefore", asBefore)
                .bind("tax", tax)
                .bind("id", party.id())
                .map((row, _) -> new Now(row.getInt("terms_days"), row.getString("tax_code")))
                .one();
        return new Saved(
                "%s: documents are due within %d days; those for goods are taxed %s."
                        .formatted(
                                party.name(),
                                now.terms(),
                                now.tax() == null ? "as the last one was" : "with " + now.tax()),
                party.name(),
                now.tax(),
                now.terms());
    }

    private Party party(Tx tx, Order order) {
        if (order.customer() != null && order.supplier() == null) {
            return parties.customer(tx, "customer", order.customer());
        }
        if (order.supplier() != null && order.customer() == null) {
            return parties.supplier(tx, "supplier", order.supplier());
        }
        throw ToolRefusal.invalid("customer", "give either the customer or the supplier");
    }

    public Tool<Order, Saved> tool() {
        return Tool.write(
                        "finance_setup_party",
                        "Set up a customer or supplier",
                        "Sets how a customer's or supplier's documents for goods are taxed and within how many days documents are due. "
                                + "For admins; documents that are written stay as they are.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Saved.class,
                        this::save)
                .example("Tax deliveries to Globex with VAT19", new Order("Globex", null, "VAT19", null))
                .example("Set the payment terms of the supplier DHL to 14 days", new Order(null, "DHL", null, 14));
    }
}
