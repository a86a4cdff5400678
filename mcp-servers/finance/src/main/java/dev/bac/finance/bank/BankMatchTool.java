package dev.bac.finance.bank;

import dev.bac.finance.bank.Matching.Waiting;
import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.finance.journal.Rates;
import dev.bac.finance.payment.Payment;
import dev.bac.finance.payment.PaymentMethod;
import dev.bac.finance.payment.PaymentStore;
import dev.bac.finance.settlement.Side;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_bank_match}. */
public final class BankMatchTool {
    private static final int AT_ONCE = 200;
    private static final NamedRecord INVOICE = new NamedRecord("invoice", "invoice", "number", "number", "true");
    private static final NamedRecord BILL =
            new NamedRecord("bill", "bill", "number", "coalesce(reference, number)", "true");
    private static final NamedRecord REFUND = new NamedRecord("refund", "refund", "number", "number", "true");
    private static final NamedRecord PAYMENT = new NamedRecord("payment", "payment", "number", "number", "true");

    private final PaymentStore payments;
    private final Journal journal;

    public BankMatchTool(PaymentStore payments, Journal journal) {
        this.payments = payments;
        this.journal = journal;
    }

    public record Order(
            @Arg(value = "Id of the bank line; all lines whose proposal is certain when left out", ref = "bank_line")
            @Nullable String line,

            @Arg("What it is: number of an invoice, bill, payment or refund; what was proposed when left out") @Nullable String record,

            @Arg(value = "Book it to this ledger account instead, such as Bank charges", ref = "ledger_account")
            @Nullable String account,

            @Arg("True when it is no business of the books") @Nullable Boolean ignore) {
        static Order of(@Nullable String line, @Nullable String record, @Nullable String account) {
            return new Order(line, record, account, null);
        }
    }

    /** A line and what it was matched to. */
    public record Match(UUID line, LocalDate date, String matched) {}

    public record Matched(String summary, List<Match> items, int open) implements Told {}

    Matched match(Caller caller, Tx tx, Order order) {
        var done = new ArrayList<Match>();
        if (order.line() == null) {
            if (order.record() != null || order.account() != null || order.ignore() != null) {
                throw ToolRefusal.invalid("line", "is missing; say which bank line it is");
            }
            for (var line : waiting(tx, null)) {
                Matching.of(tx, line)
                        .filter(Proposal::certain)
                        .ifPresent(proposal -> done.add(agree(tx, line, proposal)));
            }
        } else {
            done.add(one(tx, order, order.line()));
        }
        int open = tx.sql()
                .createQuery("SELECT count(*) FROM bank_line WHERE state = 'OPEN'")
                .mapTo(Integer.class)
                .one();
        return new Matched(
                "Matched %d bank line%s%s; %d still open."
                        .formatted(
                                done.size(),
                                done.size() == 1 ? "" : "s",
                                done.size() == 1 ? " to " + done.getFirst().matched() : "",
                                open),
                done,
                open);
    }

    private Match one(Tx tx, Order order, String given) {
        var id = Lookup.id(given)
                .orElseThrow(
                        () -> ToolRefusal.notFound("line", "bank line", given, "Take the id from finance_bank_list."));
        var line = waiting(tx, id).stream()
                .findFirst()
                .orElseThrow(() ->
                        ToolRefusal.notFound("line", "open bank line", given, "Take the id from finance_bank_list."));
        if (Boolean.TRUE.equals(order.ignore())) {
            mark(tx, line, "IGNORED", null);
            return new Match(line.id(), line.date(), "nothing: it is ignored");
        }
        if (order.account() != null) {
            var code = LedgerAccounts.postable(tx, "account", order.account());
            return agree(tx, line, new Proposal(Proposal.Kind.ACCOUNT, null, code, "", true));
        }
        if (order.record() != null) {
            return agree(tx, line, named(tx, order.record()));
        }
        return agree(
                tx,
                line,
                Matching.of(tx, line)
                        .orElseThrow(() ->
                                ToolRefusal.invalid("record", "nothing is proposed for this line; say what it is")));
    }

    private static Proposal named(Tx tx, String record) {
        var upper = record.strip().toUpperCase(Locale.ROOT);
        if (upper.startsWith("PAY-")) {
            return new Proposal(Proposal.Kind.PAYMENT, PAYMENT.one(tx, "record", upper), upper, "", true);
        }
        if (upper.startsWith("REF-")) {
            return new Proposal(Proposal.Kind.REFUND, REFUND.one(tx, "record", upper), upper, "", true);
        }
        if (upper.startsWith("INV-")) {
            return new Proposal(Proposal.Kind.INVOICE, INVOICE.one(tx, "record", upper), upper, "", true);
        }
        return new Proposal(Proposal.Kind.BILL, BILL.one(tx, "record", record), upper, "", true);
    }

    private Match agree(Tx tx, Waiting line, Proposal proposal) {
        var matched =
                switch (proposal.kind()) {
                    case PAYMENT -> recorded(tx, line, "payment", "direction", proposal.id());
                    case REFUND ->
                        recorded(
                                tx,
                                line,
                                "refund",
                                "CASE side WHEN 'RECEIVABLE' THEN 'OUT' ELSE 'IN' END",
                                proposal.id());
                    case INVOICE -> settled(tx, line, Side.RECEIVABLE, java.util.Objects.requireNonNull(proposal.id()));
                    case BILL -> settled(tx, line, Side.PAYABLE, java.util.Objects.requireNonNull(proposal.id()));
                    case ACCOUNT -> booked(tx, line, proposal.record().split(" ", 2)[0]);
                };
        mark(tx, line, "MATCHED", matched);
        return new Match(line.id(), line.date(), proposal.record());
    }

    /** @param direction SQL that says whether the money came in or went out */
    private static UUID recorded(Tx tx, Waiting line, String table, String direction, @Nullable UUID id) {
        boolean fits = tx.sql()
                .createQuery("""
                        SELECT %2$s = :direction AND currency = :currency AND amount = :amount
                               AND NOT EXISTS (SELECT FROM bank_line l WHERE l.matched_id = %1$s.id)
                          FROM %1$s WHERE id = :id FOR UPDATE
                        """.formatted(table, direction))
                .bind("direction", line.received() ? "IN" : "OUT")
                .bind("currency", line.currency())
                .bind("amount", line.amount().abs())
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
        if (!fits) {
            throw new ToolRefusal(
                    "conflict",
                    "record: that %s is of another amount, currency or direction, or matched already".formatted(table));
        }
        return java.util.Objects.requireNonNull(id);
    }

    private record Target(UUID party, String name, BigDecimal open, String currency, LocalDate dated) {}

    private UUID settled(Tx tx, Waiting line, Side side, UUID document) {
        boolean invoice = side == Side.RECEIVABLE;
        var target = tx.sql()
                .createQuery(
                        "SELECT party_id, %s AS name, total - settled AS open, currency, %s AS dated FROM %s WHERE id = :id FOR UPDATE"
                                .formatted(
                                        invoice ? "customer" : "supplier",
                                        invoice ? "issued_on" : "billed_on",
                                        side.table()))
                .bind("id", document)
                .map((row, _) -> new Target(
                        row.getObject("party_id", UUID.class),
                        row.getString("name"),
                        row.getBigDecimal("open"),
                        row.getString("currency"),
                        row.getObject("dated", LocalDate.class)))
                .one();
        if (line.received() != invoice
                || !target.currency().equals(line.currency())
                || target.open().signum() == 0) {
            throw new ToolRefusal(
                    "conflict", "record: it is paid already, or of another currency or direction than the bank line");
        }
        var amount = line.amount().abs();
        var part = amount.min(target.open());
        var id = tx.newId();
        payments.record(
                tx,
                List.of(new Payment(
                        id,
                        side,
                        target.party(),
                        target.name(),
                        line.currency(),
                        Rates.on(tx, line.currency(), line.date()),
                        line.date(),
                        PaymentMethod.BANK_TRANSFER,
                        line.text().isEmpty()
                                ? null
                                : line.text()
                                        .substring(0, Math.min(100, line.text().length())),
                        line.account(),
                        amount,
                        List.of(new Payment.Allocation(
                                document,
                                part,
                                line.date().isBefore(target.dated()) ? target.dated() : line.date())))));
        return id;
    }

    private UUID booked(Tx tx, Waiting line, String account) {
        var id = tx.newId();
        journal.post(
                tx,
                List.of(new Entry(
                        id,
                        line.date(),
                        line.text().isBlank()
                                ? "Bank"
                                : line.text()
                                        .substring(0, Math.min(500, line.text().length())),
                        Entry.Source.BANK,
                        line.id(),
                        line.currency(),
                        Rates.on(tx, line.currency(), line.date()),
                        List.of(
                                Leg.debit(line.account(), line.amount(), null),
                                Leg.credit(account, line.amount(), null)))));
        return id;
    }

    private static void mark(Tx tx, Waiting line, String state, @Nullable UUID matched) {
        tx.sql()
                .createUpdate("UPDATE bank_line SET state = :state, matched_id = CAST(:matched AS uuid) WHERE id = :id")
                .bind("state", state)
                .bind("matched", matched == null ? null : matched.toString())
                .bind("id", line.id())
                .execute();
    }

    private static List<Waiting> waiting(Tx tx, @Nullable UUID id) {
        return tx.sql()
                .createQuery("""
                        SELECT l.*, a.currency, a.account FROM bank_line l JOIN bank_account a ON a.id = l.bank_account_id
                         WHERE l.state = 'OPEN' AND (CAST(:id AS uuid) IS NULL OR l.id = CAST(:id AS uuid))
                         ORDER BY l.booked_on, l.serial LIMIT :limit FOR UPDATE OF l
                        """)
                .bind("id", id == null ? null : id.toString())
                .bind("limit", AT_ONCE)
                .map((row, _) -> Waiting.of(row))
                .list();
    }

    public Tool<Order, Matched> tool() {
        return Tool.write(
                        "finance_bank_match",
                        "Match bank lines",
                        "Says what a line of a bank statement is: an invoice or bill that it pays, a payment or refund recorded already, or an "
                                + "amount for a ledger account, and books it. Without a line it agrees to all certain proposals.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Order.class,
                        Matched.class,
                        this::match)
                .example("Match all bank lines that are certain", Order.of(null, null, null))
                .example("Reconcile the bank statement", Order.of(null, null, null));
    }
}
