package dev.bac.finance.invoice;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Writes invoices, each with its journal entry, and finds them again. */
public final class InvoiceStore {
    private static final NamedRecord INVOICE = new NamedRecord("invoice", "invoice", "number", "number", "true");

    private final Journal journal;
    private final Numbers numbers;

    public InvoiceStore(Journal journal, Numbers numbers) {
        this.journal = journal;
        this.numbers = numbers;
    }

    /** Gives the drafts their numbers, in this order, and posts them. */
    public void issue(Tx tx, List<InvoiceDraft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        long first = numbers.take(tx, Numbers.Series.INVOICE, drafts.size());
        insertHeads(tx, drafts, first);
        insertLines(tx, drafts);
        var chart = Chart.of(tx);
        journal.post(tx, drafts.stream().map(draft -> entry(tx, chart, draft)).toList());
    }

    private static void insertHeads(Tx tx, List<InvoiceDraft> drafts, long first) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO invoice (id, serial, number, party_id, customer, currency, issued_on, due_on, net, tax,
                                     withheld, total, rate, base, discount_rate, discount_until, cost_center, project)
                VALUES (:id, :serial, :number, :party, :customer, :currency, :issued, :due, :net, :tax,
                        :withheld, :total, :rate, :base, :discount, CAST(:until AS date), :center, :project)
                """);
        long serial = first;
        for (var draft : drafts) {
            batch.bind("id", draft.id())
                    .bind("serial", serial)
                    .bind("number", "INV-" + serial)
                    .bind("party", draft.party())
                    .bind("customer", draft.customer())
                    .bind("currency", draft.currency())
                    .bind("issued", draft.issued())
                    .bind("due", draft.due())
                    .bind("net", draft.net())
                    .bind("tax", draft.tax())
                    .bind("withheld", draft.withheld())
                    .bind("total", draft.total())
                    .bind("rate", draft.rate())
                    .bind("base", Rates.base(tx, draft.total(), draft.rate()))
                    .bind("discount", draft.terms().discountRate())
                    .bind("until", Objects.toString(draft.terms().discountUntil(), null))
                    .bind("center", draft.terms().dimensions().costCenter())
                    .bind("project", draft.terms().dimensions().project())
                    .add();
            serial++;
        }
        batch.execute();
    }

    private static void insertLines(Tx tx, List<InvoiceDraft> drafts) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO invoice_line (invoice_id, line, description, quantity, unit_price, tax_rate, tax_code, net, tax,
                                          withheld)
                VALUES (:invoice, :line, :description, :quantity, :price, :rate, :code, :net, :tax, :withheld)
                """);
        for (var draft : drafts) {
            int number = 0;
            for (var line : draft.lines()) {
                batch.bind("invoice", draft.id())
                        .bind("line", ++number)
                        .bind("description", line.description())
                        .bind("quantity", line.quantity())
                        .bind("price", line.unitPrice())
                        .bind("rate", line.taxRate())
                        .bind("code", line.taxCode())
                        .bind("net", line.net())
                        .bind("tax", line.tax())
                        .bind("withheld", line.withheld())
                        .add();
            }
        }
        batch.execute();
    }

    private static Entry entry(Tx tx, Chart chart, InvoiceDraft draft) {
        var counted = draft.terms().dimensions();
        return new Entry(
                tx.newId(),
                draft.issued(),
                "Invoice to " + draft.customer(),
                Entry.Source.INVOICE,
                draft.id(),
                draft.currency(),
                draft.rate(),
                List.of(
                        Leg.debit(chart.code(Role.RECEIVABLES), draft.total(), draft.party()),
                        Leg.credit(chart.code(Role.SALES), draft.net(), draft.party())
                                .counted(counted),
                        Leg.credit(chart.code(Role.OUTPUT_TAX), draft.tax(), draft.party()),
                        Leg.debit(chart.code(Role.WITHHELD_FROM_US), draft.withheld(), draft.party())));
    }

    /** The id of the invoice that {@code given} names by id or number; refused otherwise. */
    public UUID find(Tx tx, String field, String given) {
        return INVOICE.one(tx, field, given);
    }

    /** One invoice. */
    public Optional<Invoice> get(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM invoice WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> Invoice.of(row(row), tx.today()))
                .findOne();
    }

    /** The lines of an invoice, in order. */
    public List<InvoiceDraft.Line> lines(Tx tx, UUID invoice) {
        return tx.sql()
                .createQuery("SELECT * FROM invoice_line WHERE invoice_id = :id ORDER BY line")
                .bind("id", invoice)
                .map((row, _) -> new InvoiceDraft.Line(
                        row.getString("description"),
                        plain(row.getBigDecimal("quantity")),
                        plain(row.getBigDecimal("unit_price")),
                        plain(row.getBigDecimal("tax_rate")),
                        row.getString("tax_code"),
                        plain(row.getBigDecimal("net")),
                        plain(row.getBigDecimal("tax")),
                        plain(row.getBigDecimal("withheld"))))
                .list();
    }

    /** Open invoices of a customer in a currency, the one due first at the head, locked until the commit. */
    public List<Invoice> lockOpen(Tx tx, UUID party, String currency, int limit) {
        return tx.sql()
                .createQuery("""
                        SELECT * FROM invoice WHERE party_id = :party AND currency = :currency AND settled < total
                         ORDER BY due_on, serial LIMIT :limit FOR UPDATE
                        """)
                .bind("party", party)
                .bind("currency", currency)
                .bind("limit", limit)
                .map((row, _) -> Invoice.of(row(row), tx.today()))
                .list();
    }

    /** One invoice, locked until the commit. */
    public Invoice lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM invoice WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> Invoice.of(row(row), tx.today()))
                .one();
    }

    static Invoice.Row row(ResultSet row) throws SQLException {
        return new Invoice.Row(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getObject("party_id", UUID.class),
                row.getString("customer"),
                row.getString("currency"),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getBigDecimal("net"),
                row.getBigDecimal("tax"),
                row.getBigDecimal("total"),
                row.getBigDecimal("settled"));
    }

    /** 2.5000 as 2.5 and 100.0000 as 100, never 1E+2. */
    private static BigDecimal plain(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
