package dev.bac.finance;

import dev.bac.finance.FinanceSeed.BillSeed;
import dev.bac.finance.FinanceSeed.InvoiceSeed;
import dev.bac.finance.FinanceSeed.OpeningSeed;
import dev.bac.finance.FinanceSeed.PaymentSeed;
import dev.bac.finance.FinanceSeed.SettleSeed;
import dev.bac.finance.bill.Bill;
import dev.bac.finance.bill.BillStore;
import dev.bac.finance.goods.Deliveries;
import dev.bac.finance.invoice.InvoiceDraft;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.journal.Role;
import dev.bac.finance.party.Parties;
import dev.bac.finance.payment.Payment;
import dev.bac.finance.payment.PaymentMethod;
import dev.bac.finance.payment.PaymentStore;
import dev.bac.finance.settlement.Side;
import dev.bac.finance.tax.Taxes;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns seed records into documents, in batches; what is there already is left out. */
record Seeding(Parties parties, InvoiceStore invoices, PaymentStore payments, BillStore bills, Journal journal) {

    /** An invoice as the payments of the seed see it. */
    private record Target(LocalDate issued, BigDecimal open) {}

    void apply(Tx tx, FinanceSeed seed) {
        if (seed.chart() != null) {
            Chart.replace(tx, seed.chart());
        }
        for (var tax : or(seed.taxes())) {
            if (!Taxes.known(tx, tax.code())) {
                Taxes.save(tx, tax.code(), tax.name(), tax.parts());
            }
        }
        Chart.bring(
                tx,
                or(seed.accounts()).stream()
                        .map(one -> new Chart.Account(one.code(), one.name(), one.kind()))
                        .toList());
        or(seed.rates()).forEach(one -> Rates.set(tx, one.currency(), one.day(), one.rate()));
        var chart = Chart.of(tx);
        parties.put(tx, or(seed.parties()));
        var names = names(tx);
        invoices.issue(
                tx,
                fresh(tx, "invoice", or(seed.invoices()), InvoiceSeed::id).stream()
                        .map(one -> draft(tx, one, name(names, one.customer())))
                        .toList());
        var received = fresh(tx, "payment", or(seed.payments()), PaymentSeed::id);
        if (!received.isEmpty()) {
            var targets = targets(tx);
            payments.record(
                    tx,
                    received.stream()
                            .map(one -> payment(tx, one, name(names, one.customer()), targets))
                            .toList());
        }
        or(seed.deliveries()).forEach(one -> Deliveries.invoiced(tx, one.note(), one.number(), one.invoice()));
        bills(tx, fresh(tx, "bill", or(seed.bills()), BillSeed::id), names);
        journal.post(
                tx,
                fresh(tx, "journal_entry", or(seed.openings()), OpeningSeed::id).stream()
                        .map(one -> opening(tx, chart, one))
                        .toList());
    }

    private void bills(Tx tx, List<BillSeed> fresh, Map<UUID, String> names) {
        var booked = fresh.stream()
                .map(one -> bill(tx, one, name(names, one.supplier())))
                .toList();
        bills.book(tx, booked);
        var paid = new ArrayList<Payment>();
        for (int i = 0; i < fresh.size(); i++) {
            var day = fresh.get(i).paid();
            if (day != null) {
                paid.add(paid(tx, booked.get(i), day));
            }
        }
        payments.record(tx, paid);
    }

    private static InvoiceDraft draft(Tx tx, InvoiceSeed seed, String customer) {
        var lines = seed.lines().stream()
                .map(line -> InvoiceDraft.Line.of(
                        line.description(), line.quantity(), line.unitPrice(), line.taxRate(), seed.currency()))
                .toList();
        return new InvoiceDraft(
                seed.id(),
                seed.customer(),
                customer,
                seed.currency(),
                Rates.on(tx, seed.currency(), seed.issued()),
                seed.issued(),
                seed.due(),
                lines,
                InvoiceDraft.Terms.NONE);
    }

    private static Payment payment(Tx tx, PaymentSeed seed, String customer, Map<UUID, Target> targets) {
        var parts =
                seed.settles().stream().map(part -> part(seed, part, targets)).toList();
        var amount = seed.amount() != null
                ? seed.amount()
                : parts.stream().map(Payment.Allocation::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Payment(
                seed.id(),
                Side.RECEIVABLE,
                seed.customer(),
                customer,
                seed.currency(),
                Rates.on(tx, seed.currency(), seed.received()),
                seed.received(),
                seed.method(),
                seed.reference(),
                null,
                amount,
                parts);
    }

    private static Payment.Allocation part(PaymentSeed seed, SettleSeed part, Map<UUID, Target> targets) {
        var target = targets.get(part.invoice());
        if (target == null) {
            throw ToolRefusal.invalid("payments", "payment %s settles an unknown invoice".formatted(seed.id()));
        }
        var amount = part.amount() == null ? target.open() : part.amount();
        targets.put(part.invoice(), new Target(target.issued(), target.open().subtract(amount)));
        var effective = seed.received().isBefore(target.issued()) ? target.issued() : seed.received();
        return new Payment.Allocation(part.invoice(), amount, effective);
    }

    private static Bill bill(Tx tx, BillSeed seed, String supplier) {
        return new Bill(
                seed.id(),
                seed.supplier(),
                supplier,
                seed.description(),
                null,
                seed.currency(),
                Rates.on(tx, seed.currency(), seed.billed()),
                seed.billed(),
                seed.due(),
                List.of(Bill.Line.of(seed.description(), seed.account(), seed.net(), seed.taxRate(), seed.currency())));
    }

    /** The payment of a seeded bill; it goes by the bill's id. */
    private static Payment paid(Tx tx, Bill bill, LocalDate paid) {
        var total =
                bill.lines().stream().map(line -> line.net().add(line.tax())).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Payment(
                bill.id(),
                Side.PAYABLE,
                bill.party(),
                bill.supplier(),
                bill.currency(),
                Rates.on(tx, bill.currency(), paid),
                paid,
                PaymentMethod.BANK_TRANSFER,
                null,
                null,
                total,
                List.of(new Payment.Allocation(bill.id(), total, paid)));
    }

    private static Entry opening(Tx tx, Chart chart, OpeningSeed seed) {
        return new Entry(
                seed.id(),
                seed.date(),
                "Opening balance",
                Entry.Source.OPENING,
                seed.id(),
                seed.currency(),
                Rates.on(tx, seed.currency(), seed.date()),
                List.of(
                        Leg.debit(seed.account(), seed.amount(), null),
                        Leg.credit(chart.code(Role.OPENING), seed.amount(), null)));
    }

    private static <T> List<T> fresh(Tx tx, String table, List<T> seeds, java.util.function.Function<T, UUID> id) {
        if (seeds.isEmpty()) {
            return seeds;
        }
        Set<UUID> seen = new HashSet<>(tx.sql()
                .createQuery("SELECT id FROM " + table)
                .mapTo(UUID.class)
                .list());
        return seeds.stream().filter(seed -> seen.add(id.apply(seed))).toList();
    }

    private static Map<UUID, String> names(Tx tx) {
        var names = new HashMap<UUID, String>();
        tx.sql()
                .createQuery("SELECT id, name FROM party")
                .map((row, _) -> names.put(row.getObject("id", UUID.class), row.getString("name")) == null)
                .list();
        return names;
    }

    private static Map<UUID, Target> targets(Tx tx) {
        var targets = new HashMap<UUID, Target>();
        tx.sql()
                .createQuery("SELECT id, issued_on, total - settled AS open FROM invoice")
                .map((row, _) -> targets.put(
                                row.getObject("id", UUID.class),
                                new Target(row.getObject("issued_on", LocalDate.class), row.getBigDecimal("open")))
                        == null)
                .list();
        return targets;
    }

    private static String name(Map<UUID, String> names, UUID party) {
        var name = names.get(party);
        if (name == null) {
            throw ToolRefusal.invalid("parties", "no party %s; seed it first".formatted(party));
        }
        return name;
    }

    private static <T> List<T> or(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
