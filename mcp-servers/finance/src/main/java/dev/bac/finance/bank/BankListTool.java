package dev.bac.finance.bank;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.store.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_bank_list}. */
public final class BankListTool {
    private static final int STANDARD = 20;
    private static final PageOrder OLDEST = PageOrder.ascending("oldest", "booked_on", "date", "serial");

    /** How a line stands. */
    public enum State {
        OPEN,
        MATCHED,
        IGNORED
    }

    public record Question(
            @Arg("Only lines that stand so; open when left out") @Nullable State state,

            @Arg("How many at most, 1 to 200; 20 when left out") @Nullable Integer limit,

            @Arg("The \"next\" of the page before") @Nullable String cursor) {
        static Question of(@Nullable State state) {
            return new Question(state, null, null);
        }
    }

    /**
     * @param amount above zero for money that came
     * @param proposal what it seems to be; finance_bank_match agrees to it
     * @param certain whether agreeing to all takes it in
     */
    public record Line(
            UUID id,
            LocalDate date,
            Money amount,
            String party,
            String text,
            @Nullable String proposal,
            @Nullable String why,
            boolean certain) {}

    /**
     * A bank account: what the bank says, less what is not matched yet, is what the books must say.
     *
     * @param difference zero when it is reconciled
     */
    public record Account(
            String number,
            Money bank,
            LocalDate asOf,
            Money unmatched,
            Money books,
            Money difference,
            boolean reconciled) {}

    public record Listed(
            String summary,
            List<Line> items,
            int total,
            List<Account> accounts,
            @Nullable String next) implements Told {}

    Listed list(Caller caller, Tx tx, Question question) {
        var state = question.state() == null ? State.OPEN : question.state();
        var filter = new Filter().where("l.state = :state", "state", state);
        var select = """
                SELECT l.*, a.currency, a.account FROM bank_line l JOIN bank_account a ON a.id = l.bank_account_id
                """ + filter.sql();
        var page = OLDEST.read(
                tx,
                select,
                filter::bindTo,
                PageWanted.of(question.limit(), question.cursor(), STANDARD),
                (row, _) -> Matching.Waiting.of(row));
        int total = filter.bindTo(tx.sql().createQuery("SELECT count(*) FROM bank_line l " + filter.sql()))
                .mapTo(Integer.class)
                .one();
        var items = page.items().stream().map(line -> line(tx, line, state)).toList();
        var accounts = accounts(tx);
        boolean reconciled = accounts.stream().allMatch(Account::reconciled);
        return new Listed(
                "%d bank line%s %s%s."
                        .formatted(
                                total,
                                total == 1 ? "" : "s",
                                state.name().toLowerCase(java.util.Locale.ROOT),
                                accounts.isEmpty()
                                        ? ""
                                        : reconciled ? "; bank and books agree" : "; bank and books differ"),
                items,
                total,
                accounts,
                page.next());
    }

    private static Line line(Tx tx, Matching.Waiting line, State state) {
        var proposal = state == State.OPEN ? Matching.of(tx, line).orElse(null) : null;
        return new Line(
                line.id(),
                line.date(),
                Money.of(line.amount(), line.currency()),
                line.party(),
                line.text(),
                proposal == null ? null : proposal.record(),
                proposal == null ? null : proposal.why(),
                proposal != null && proposal.certain());
    }

    static List<Account> accounts(Tx tx) {
        return tx.sql()
                .createQuery("""
                        SELECT a.number, a.currency, s.ends_on, s.closing,
                               coalesce((SELECT sum(l.amount) FROM bank_line l
                                          WHERE l.bank_account_id = a.id AND l.state <> 'MATCHED'), 0) AS unmatched,
                               coalesce((SELECT sum(p.amount) FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                                          WHERE p.account = a.account AND p.currency = a.currency AND e.booked_on <= s.ends_on), 0) AS books
                          FROM bank_account a JOIN LATERAL (SELECT ends_on, closing FROM bank_statement s
                                WHERE s.bank_account_id = a.id ORDER BY ends_on DESC, serial DESC LIMIT 1) s ON true
                         ORDER BY a.number LIMIT 50
                        """)
                .map((row, _) -> {
                    var currency = row.getString("currency");
                    var difference = row.getBigDecimal("closing")
                            .subtract(row.getBigDecimal("unmatched"))
                            .subtract(row.getBigDecimal("books"));
                    return new Account(
                            row.getString("number"),
                            Money.of(row.getBigDecimal("closing"), currency),
                            row.getObject("ends_on", LocalDate.class),
                            Money.of(row.getBigDecimal("unmatched"), currency),
                            Money.of(row.getBigDecimal("books"), currency),
                            Money.of(difference, currency),
                            difference.signum() == 0
                                    && row.getBigDecimal("unmatched").signum() == 0);
                })
                .list();
    }

    public Tool<Question, Listed> tool() {
        return Tool.read(
                        "finance_bank_list",
                        "List bank lines to match",
                        "Lists the lines of imported bank statements that are not matched yet, each with what it seems to be, and says "
                                + "for each bank account whether bank and books agree.",
                        Question.class,
                        Listed.class,
                        this::list)
                .example("Which bank lines are not matched yet?", Question.of(null))
                .example("Is the bank account reconciled?", Question.of(null))
                .example("Show the unreconciled bank transactions", Question.of(State.OPEN));
    }
}
