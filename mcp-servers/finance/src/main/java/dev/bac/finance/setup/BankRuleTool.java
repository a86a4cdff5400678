package dev.bac.finance.setup;

import dev.bac.finance.journal.LedgerAccounts;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;

/** {@code finance_setup_bank_rule}. */
public final class BankRuleTool {

    public record Order(
            @Arg("Words in the bank line, at least three letters, such as \"account fee\"")
            String contains,

            @Arg(value = "Ledger account it is then booked to, such as Bank charges", ref = "ledger_account")
            String account) {}

    public record Saved(String summary, String contains, String account) implements Told {}

    Saved save(Caller caller, Tx tx, Order order) {
        var words = Given.line("contains", order.contains(), 100);
        if (words.length() < 3) {
            throw ToolRefusal.invalid("contains", "needs at least three characters");
        }
        var account = LedgerAccounts.postable(tx, "account", order.account());
        tx.sql()
                .createUpdate("""
                        INSERT INTO bank_rule (id, contains, account) VALUES (:id, :contains, :account)
                        ON CONFLICT (tenant_id, lower(contains)) DO UPDATE SET account = excluded.account
                        """)
                .bind("id", tx.newId())
                .bind("contains", words)
                .bind("account", account)
                .execute();
        return new Saved("Bank lines with \"%s\" go to account %s.".formatted(words, account), words, account);
    }

    public Tool<Order, Saved> tool() {
        return Tool.write(
                        "finance_setup_bank_rule",
                        "Set up a rule for bank lines",
                        "Says to which ledger account bank lines with certain words are to be booked when they are matched.",
                        Effect.WRITE,
                        Risk.NONE,
                        Order.class,
                        Saved.class,
                        this::save)
                .example(
                        "Bank lines with \"account fee\" always go to Bank charges",
                        new Order("account fee", "Bank charges and interest"));
    }
}
