package dev.bac.finance.bill;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Numbers;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes suppliers' bills, each with its journal entry, and finds them again. */
public final class BillStore {
    private static final NamedRecord BILL =
            new NamedRecord("bill", "bill", "number", "coalesce(reference, number)", "true");

    private final Journal journal;
    private final Numbers numbers;

    public BillStore(Journal journal, Numbers numbers) {
        this.journal = journal;
        this.numbers = numbers;
    }

    /** Books bills in this order. */
    public void book(Tx tx, List<Bill> bills) {
        if (bills.isEmpty()) {
            return;
        }
        bills.forEach(bill -> refuseTwice(tx, bill));
        insertHeads(tx, bills, numbers.take(tx, Numbers.Series.BILL, bills.size()));
        insertLines(tx, bills);
        var chart = Chart.of(tx);
        journal.post(tx, bills.stream().map(bill -> booked(tx, chart, bill)).toList());
    }

    private static void refuseTwice(Tx tx, Bill bill) {
        if (bill.reference() == null) {
            return;
        }
        tx.sql()
                .createQuery("SELECT number FROM bill WHERE party_id = :party AND lower(reference) = lower(:reference)")
                .bind("party", bill.party())
                .bind("reference", bill.reference())
                .mapTo(String.class)
                .findOne()
                .ifPresent(number -> {
                    throw new ToolRefusal(
                            "conflict",
                            "reference: %s of %s is booked already as %s"
                                    .formatted(bill.reference(), bill.supplier(), number));
                });
    }

    private static void insertHeads(Tx tx, List<Bill> bills, long first) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO bill (id, serial, number, party_id, supplier, description, reference, currency, billed_on,
                                  due_on, net, tax, withheld, total, rate, base)
                VALUES (:id, :serial, :number, :party, :supplier, :description, :reference, :currency, :billed,
                        :due, :net, :tax, :withheld, :total, :rate, :base)
                """);
        long serial = first;
        for (var bill : bills) {
            batch.bind("id", bill.id())
                    .bind("serial", serial)
                    .bind("number", "BILL-" + serial)
                    .bind("party", bill.party())
                    .bind("supplier", bill.supplier())
                    .bind("description", bill.description())
                    .bind("reference", bill.reference())
                    .bind("currency", bill.currency())
                    .bind("billed", bill.billed())
                    .bind("due", bill.due())
                    .bind("net", bill.net())
                    .bind("tax", bill.tax())
                    .bind("withheld", bill.withheld())
                    .bind("total", bill.total())
                    .bind("rate", bill.rate())
                    .bind("base", Rates.base(tx, bill.total(), bill.rate()))
                    .add();
            serial++;
        }
        batch.execute();
    }

    private static void insertLines(Tx tx, List<Bill> bills) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO bill_line (bill_id, line, description, account, tax_rate, net, tax, withheld, reverse_tax,
                                       tax_code, cost_center, project, reverse_rate)
                VALUES (:bill, :line, :description, :account, :rate, :net, :tax, :withheld, :reverse, :code, :center, :project,
                        (SELECT sum(rate) FROM tax_part WHERE code = :code AND mode = 'REVERSE_CHARGE'))
                """);
        for (var bill : bills) {
            int number = 0;
            for (var line : bill.lines()) {
                batch.bind("bill", bill.id())
                        .bind("line", ++number)
                        .bind("description", line.description())
                        .bind("account", line.account())
                        .bind("rate", line.taxRate())
                        .bind("net", line.net())
                        .bind("tax", line.tax())
                        .bind("withheld", line.withheld())
                        .bind("reverse", line.reverse())
                        .bind("code", line.taxCode())
                        .bind("center", line.dimensions().costCenter())
                        .bind("project", line.dimensions().project())
                        .add();
            }
        }
        batch.execute();
    }

    private static Entry booked(Tx tx, Chart chart, Bill bill) {
        var legs = new ArrayList<Leg>();
        legs.add(Leg.credit(chart.code(Role.PAYABLES), bill.total(), bill.party()));
        for (var line : bill.lines()) {
            legs.add(Leg.debit(line.account(), line.net(), bill.party()).counted(line.dimensions()));
        }
        legs.add(Leg.debit(chart.code(Role.INPUT_TAX), bill.tax().add(bill.reverse()), bill.party()));
        legs.add(Leg.credit(chart.code(Role.OUTPUT_TAX), bill.reverse(), bill.party()));
        legs.add(Leg.credit(chart.code(Role.WITHHELD_BY_US), bill.withheld(), bill.party()));
        return new Entry(
                tx.newId(),
                bill.billed(),
                bill.description(),
                Entry.Source.BILL,
                bill.id(),
                bill.currency(),
                bill.rate(),
                legs);
    }

    /** The id of the bill that {@code given} names by id, our number or the supplier's; refused otherwise. */
    public UUID find(Tx tx, String field, String given) {
        return BILL.one(tx, field, given);
    }
}
