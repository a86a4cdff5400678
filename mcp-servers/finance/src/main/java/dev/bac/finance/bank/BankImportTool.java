package dev.bac.finance.bank;

import dev.bac.finance.journal.Chart;
import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.finance.journal.Role;
import dev.bac.finance.xml.XmlNode.Malformed;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Money;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_bank_import}. */
public final class BankImportTool {
    private static final int LONGEST = 3_000_000;
    private static final BigDecimal LARGEST = new BigDecimal("1000000000000000");

    private final BankStore store = new BankStore();

    public record Order(
            @Arg(value = "The bank's file as text: CSV, MT940, camt.053 or OFX", longest = LONGEST)
            String content,

            @Arg("Its format; found out when left out") @Nullable StatementFormat format,

            @Arg(
                    value = "Ledger account of a bank account that is new; the usual bank account when left out",
                    ref = "ledger_account")
            @Nullable String ledgerAccount,

            @Arg("CSV only: the account's number or name, for the file names none") @Nullable String accountNumber,

            @Arg("CSV only: ISO currency; the company's own when left out") @Nullable String currency,

            @Arg(value = "CSV without a balance column: what was there before", format = "decimal") @Nullable BigDecimal openingBalance,

            @Arg(value = "CSV without a balance column: what is there after", format = "decimal") @Nullable BigDecimal closingBalance,

            @Arg("CSV only: true when 02/03/2026 is the third of February") @Nullable Boolean monthFirst,

            @Arg("True to see what it would add") @Nullable Boolean dryRun) {
        static Order of(String content) {
            return new Order(content, null, null, null, null, null, null, null, null);
        }
    }

    /**
     * @param added lines that were new
     * @param known lines that were there already
     */
    public record Statement(String account, LocalDate endsOn, Money opening, Money closing, int added, int known) {}

    public record Imported(String summary, List<Statement> items, int added, boolean dryRun) implements Told {}

    Imported read(Caller caller, Tx tx, Order order) {
        var statements = parsed(tx, order);
        var ledger = order.ledgerAccount() == null
                ? Chart.of(tx).code(Role.BANK)
                : LedgerAccounts.postable(tx, "ledgerAccount", order.ledgerAccount());
        boolean dry = Boolean.TRUE.equals(order.dryRun());
        if (dry) {
            tx.sql().execute("SAVEPOINT before_import");
        }
        var shown = new ArrayList<Statement>();
        int added = 0;
        int known = 0;
        for (var statement : statements) {
            var done = store.add(tx, statement, ledger);
            added += done.lines();
            known += done.known();
            shown.add(new Statement(
                    done.number(),
                    statement.endsOn(),
                    Money.of(statement.opening(), statement.currency()),
                    Money.of(statement.closing(), statement.currency()),
                    done.lines(),
                    done.known()));
        }
        if (dry) {
            tx.sql().execute("ROLLBACK TO SAVEPOINT before_import");
        }
        return new Imported(
                "%s %d line%s of %d statement%s%s."
                        .formatted(
                                dry ? "Would add" : "Added",
                                added,
                                added == 1 ? "" : "s",
                                statements.size(),
                                statements.size() == 1 ? "" : "s",
                                known == 0 ? "" : "; %d were there already".formatted(known)),
                shown,
                added,
                dry);
    }

    private static List<BankStatement> parsed(Tx tx, Order order) {
        var content = order.content();
        if (content.isBlank()) {
            throw ToolRefusal.invalid("content", "is empty");
        }
        if (content.indexOf('\0') >= 0) {
            throw ToolRefusal.invalid("content", "holds zero bytes; give the file as text");
        }
        var format = order.format() == null ? StatementFormat.of(content) : order.format();
        try {
            return switch (format) {
                case CSV ->
                    new CsvStatement(
                                    Given.line(
                                            "accountNumber",
                                            order.accountNumber() == null ? "BANK" : order.accountNumber(),
                                            64),
                                    Given.currency(
                                            "currency",
                                            order.currency(),
                                            tx.settings().currency()),
                                    balance("openingBalance", order.openingBalance()),
                                    balance("closingBalance", order.closingBalance()),
                                    Boolean.TRUE.equals(order.monthFirst()))
                            .read(content);
                case MT940 -> Mt940.read(content);
                case CAMT053 -> Camt053.read(content);
                case OFX -> Ofx.read(content);
            };
        } catch (Malformed e) {
            throw ToolRefusal.invalid("content", String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable BigDecimal balance(String field, @Nullable BigDecimal given) {
        return given == null ? null : Given.number(field, given, 4, LARGEST);
    }

    public Tool<Order, Imported> tool() {
        return Tool.write(
                        "finance_bank_import",
                        "Import a bank statement",
                        "Reads a bank's statement file (CSV, MT940, camt.053, OFX), checks that opening balance and lines come to the "
                                + "closing balance, and keeps the lines to be matched. A file imported twice adds nothing; a "
                                + "malformed one is refused with line and field and changes nothing.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Imported.class,
                        this::read)
                .example("Import this bank statement: Date,Amount,Text,Balance", Order.of("Date,Amount,Text,Balance"));
    }
}
