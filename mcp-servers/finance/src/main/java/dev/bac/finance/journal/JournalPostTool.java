package dev.bac.finance.journal;

import dev.bac.finance.journal.Entry.Leg;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.NamedRecord;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_journal_post}. */
public final class JournalPostTool {
    private static final NamedRecord MANUAL =
            new NamedRecord("manual journal entry", "journal_entry", "NULL::text", "description", "source = 'MANUAL'");

    private final Journal journal;

    public JournalPostTool(Journal journal) {
        this.journal = journal;
    }

    public record Posting(
            @Arg(
                    value = "Ledger account that takes the debit: code or name, such as 6100 or Rent",
                    ref = "ledger_account")
            @Nullable String debit,

            @Arg(
                    value = "Ledger account that takes the credit: code or name, such as 1000 or Bank",
                    ref = "ledger_account")
            @Nullable String credit,

            @Arg(value = "Amount, such as 340.00", format = "decimal") @Nullable BigDecimal amount,

            @Arg("ISO currency code; the company's own when left out") @Nullable String currency,

            @Arg("What it is, such as \"office rent for May\"")
            String description,

            @Arg("The booking date; today when left out, never in the future") @Nullable LocalDate date,

            @Arg(
                    value =
                            "Id of a manual entry to take back instead of posting a new one: its mirror image is posted",
                    ref = "journal_entry")
            @Nullable String reverses,

            @Arg("Code of the cost centre it counts for") @Nullable String costCenter,

            @Arg("Code of the project it counts for") @Nullable String project,

            @Arg("True to post into a month that is softly locked, such as an adjustment at the close") @Nullable Boolean passSoftLock) {

        /** Counted for nothing in particular. */
        public Posting(
                @Nullable String debit,
                @Nullable String credit,
                @Nullable BigDecimal amount,
                @Nullable String currency,
                String description,
                @Nullable LocalDate date,
                @Nullable String reverses) {
            this(debit, credit, amount, currency, description, date, reverses, null, null, null);
        }
    }

    /** One side: debit above zero, credit below. */
    public record Side(String account, Money amount) {}

    public record Posted(String summary, UUID entry, LocalDate date, List<Side> sides) implements Told {}

    Posted post(Caller caller, Tx tx, Posting posting) {
        var date = posting.date() == null ? tx.today() : Given.date("date", posting.date());
        if (date.isAfter(tx.today())) {
            throw ToolRefusal.invalid("date", "%s is in the future; today is %s".formatted(date, tx.today()));
        }
        if (Boolean.TRUE.equals(posting.passSoftLock())) {
            Periods.passSoftLock(tx);
        }
        var description = Given.text("description", posting.description(), 500);
        var entry = posting.reverses() == null
                ? fresh(tx, posting, date, description)
                : reversal(tx, posting, posting.reverses(), date, description);
        var sides = entry.legs().stream()
                .map(leg -> new Side(
                        leg.account() + " " + name(tx, leg.account()), Money.of(leg.amount(), entry.currency())))
                .toList();
        var amount = sides.getFirst().amount();
        return new Posted(
                "%s %s on %s: %s and %s."
                        .formatted(
                                entry.source() == Entry.Source.REVERSAL ? "Reversed" : "Posted",
                                Money.of(amount.amount().abs(), amount.currency()),
                                date,
                                said(sides.getFirst()),
                                said(sides.getLast())),
                entry.id(),
                date,
                sides);
    }

    private Entry fresh(Tx tx, Posting posting, LocalDate date, String description) {
        var currency =
                Given.currency("currency", posting.currency(), tx.settings().currency());
        if (posting.amount() == null) {
            throw ToolRefusal.invalid("amount", "is missing");
        }
        var amount = Given.amount("amount", posting.amount(), currency);
        var debit = LedgerAccounts.postable(tx, "debit", posting.debit());
        var credit = LedgerAccounts.postable(tx, "credit", posting.credit());
        if (debit.equals(credit)) {
            throw ToolRefusal.invalid("credit", "is the same account as debit");
        }
        var counted = Counted.given(tx, posting.costCenter(), posting.project());
        var id = tx.newId();
        var entry = new Entry(
                id,
                date,
                description,
                Entry.Source.MANUAL,
                id,
                currency,
                Rates.on(tx, currency, date),
                List.of(
                        Leg.debit(debit, amount, null).counted(counted),
                        Leg.credit(credit, amount, null).counted(counted)));
        journal.post(tx, List.of(entry));
        return entry;
    }

    /** Posts a new entry, which is not a reversal. */
    public Entry write(Tx tx, Posting posting) {
        return fresh(
                tx,
                posting,
                posting.date() == null ? tx.today() : Given.date("date", posting.date()),
                Given.text("description", posting.description(), 500));
    }

    private Entry reversal(Tx tx, Posting posting, String reverses, LocalDate date, String reason) {
        if (posting.debit() != null || posting.credit() != null || posting.amount() != null) {
            throw ToolRefusal.invalid("reverses", "takes accounts and amount from the entry; leave them out");
        }
        var entry = journal.entry(tx, MANUAL.one(tx, "reverses", reverses)).orElseThrow();
        return journal.reverse(tx, entry, date, reason);
    }

    private static String name(Tx tx, String code) {
        return tx.sql()
                .createQuery("SELECT name FROM ledger_account WHERE code = :code")
                .bind("code", code)
                .mapTo(String.class)
                .one();
    }

    private static String said(Side side) {
        return (side.amount().amount().signum() > 0 ? "debit " : "credit ") + side.account();
    }

    public Tool<Posting, Posted> tool() {
        return Tool.write(
                        "finance_journal_post",
                        "Post to the journal",
                        "Books an amount from one ledger account to another (a cost, a transfer, a correction), or takes a manual "
                                + "entry back by posting its mirror image. Not for customers' invoices or payments: they have their own tools.",
                        Effect.WRITE,
                        Risk.MONEY,
                        Posting.class,
                        Posted.class,
                        this::post)
                .example(
                        "Book 1,800 EUR office rent against the bank", of("Rent", "Bank", "1800", "EUR", "office rent"))
                .example("Post 95.20 of bank charges", of("Bank charges", "Bank", "95.20", null, "bank charges"))
                .example(
                        "Enter freight costs over 340 euros paid in cash",
                        of("Freight", "Cash", "340", "EUR", "freight costs"))
                .example(
                        "Journal entry: debit 6500, credit 1000, 420 EUR, train tickets",
                        of("6500", "1000", "420", "EUR", "train tickets"))
                .example("Move 5,000 from the bank to cash", of("Cash", "Bank", "5000", null, "bank to cash"));
    }

    private static Posting of(String debit, String credit, String amount, @Nullable String currency, String what) {
        return new Posting(debit, credit, new BigDecimal(amount), currency, what, null, null);
    }
}
