package dev.bac.finance.bill;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code finance_bill_get}. */
public final class BillGetTool {
    private final BillStore bills;

    public BillGetTool(BillStore bills) {
        this.bills = bills;
    }

    public record Named(
            @Arg(value = "The bill: its number such as BILL-1007, the supplier's number, or its id", ref = "bill")
            String bill) {}

    /** A position of the bill. */
    public record Line(
            String description,
            String account,
            BigDecimal taxRate,
            Money net,
            Money tax,
            @Nullable String costCenter,
            @Nullable String project) {}

    /** A payment's or credit note's part in this bill. */
    public record Settlement(String by, LocalDate date, Money amount) {}

    public record Shown(String summary, BillShown bill, List<Line> lines, List<Settlement> payments) implements Told {}

    Shown get(Caller caller, Tx tx, Named named) {
        var bill = BillShown.get(tx, bills.find(tx, "bill", named.bill()));
        var currency = bill.total().currency();
        var lines = tx.sql()
                .createQuery("""
                        SELECT b.*, l.name FROM bill_line b JOIN ledger_account l ON l.code = b.account
                         WHERE bill_id = :id ORDER BY line LIMIT 200
                        """)
                .bind("id", bill.id())
                .map((row, _) -> new Line(
                        row.getString("description"),
                        row.getString("account") + " " + row.getString("name"),
                        row.getBigDecimal("tax_rate"),
                        Money.of(row.getBigDecimal("net"), currency),
                        Money.of(row.getBigDecimal("tax"), currency),
                        row.getString("cost_center"),
                        row.getString("project")))
                .list();
        var settlements = tx.sql()
                .createQuery("""
                        SELECT o.number, o.dated_on, s.amount FROM settlement s JOIN open_item o ON o.id = s.source_id
                         WHERE s.target_id = :id ORDER BY s.effective_on, s.id LIMIT 200
                        """)
                .bind("id", bill.id())
                .map((row, _) -> new Settlement(
                        row.getString("number"),
                        row.getObject("dated_on", LocalDate.class),
                        Money.of(row.getBigDecimal("amount"), currency)))
                .list();
        return new Shown(bill.sentence(), bill, lines, settlements);
    }

    public Tool<Named, Shown> tool() {
        return Tool.read(
                        "finance_bill_get",
                        "Show a supplier's bill",
                        "Shows one bill of a supplier with its lines, our payments for it and what is still open.",
                        Named.class,
                        Shown.class,
                        this::get)
                .example("Show bill BILL-1042", new Named("BILL-1042"))
                .example("Have we paid BILL-1130?", new Named("BILL-1130"))
                .example("When do we have to pay BILL-1203?", new Named("BILL-1203"));
    }
}
