package dev.bac.provisioning.feature;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A part of the platform that a business can have switched on or off. Off, its tools are closed at their server; the
 * three channels close at the acceptance of messages.
 */
public enum Feature {
    CRM(true, List.of("crm_")),
    INVENTORY(true, List.of("erp_")),
    ACCOUNTING(
            true,
            List.of("finance_journal_", "finance_statement_", "finance_trial_", "finance_period_", "finance_year_")),
    INVOICING(true, List.of("finance_invoice_", "finance_credit_"), ACCOUNTING),
    /** Has no tools of its own: what it brings to a new business stands in {@code feature-kits.json}. */
    POS(false, List.of(), INVENTORY, INVOICING),
    PURCHASING(true, List.of("erp_purchase_", "erp_supplier_"), INVENTORY),
    MANUFACTURING(false, List.of("erp_bom_", "erp_work_"), INVENTORY, PURCHASING),
    BANKING(true, List.of("finance_bank_"), ACCOUNTING),
    E_INVOICING(true, List.of("finance_document_"), INVOICING),
    MULTI_CURRENCY(false, List.of("finance_currency_", "finance_rate_"), ACCOUNTING),
    EMAIL(true, List.of()),
    SMS(true, List.of()),
    WHATSAPP(false, List.of()),
    CAMPAIGNS(false, List.of("messaging_campaign_"), CRM);

    private final boolean usual;
    private final List<String> tools;
    private final List<Feature> needs;

    Feature(boolean usual, List<String> tools, Feature... needs) {
        this.usual = usual;
        this.tools = tools;
        this.needs = List.of(needs);
    }

    /** Whether it is on where nobody says anything. */
    public boolean usual() {
        return usual;
    }

    /** What the names of its tools begin with. */
    public List<String> tools() {
        return tools;
    }

    /** What must be on for it to be on. */
    public Set<Feature> needs() {
        return needs.isEmpty() ? Set.of() : EnumSet.copyOf(needs);
    }

    /** As it is written: {@code e_invoicing}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The feature written so, in any case. */
    public static Optional<Feature> of(String key) {
        String folded = key.strip().toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return Arrays.stream(values()).filter(one -> one.name().equals(folded)).findFirst();
    }
}
