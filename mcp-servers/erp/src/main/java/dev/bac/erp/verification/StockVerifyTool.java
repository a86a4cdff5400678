package dev.bac.erp.verification;

import dev.bac.identity.Caller;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.util.List;

/** {@code erp_stock_verify}. */
public final class StockVerifyTool {

    public record Nothing() {}

    public record Verified(String summary, int checks, List<String> findings) implements Told {}

    Verified verify(Caller caller, Tx tx, Nothing nothing) {
        var findings = Verification.findings(tx);
        return new Verified(
                findings.isEmpty()
                        ? "Stock and orders are consistent: %d checks found nothing.".formatted(Verification.checks())
                        : "Stock is NOT consistent: %d findings, the first: %s."
                                .formatted(findings.size(), findings.getFirst()),
                Verification.checks(),
                findings);
    }

    public Tool<Nothing, Verified> tool() {
        return Tool.read(
                        "erp_stock_verify",
                        "Verify the stock",
                        "Checks that stock on hand is the sum of all moves, that its value follows from them, that nothing is below zero, "
                                + "and that reservations, deliveries and returns agree with the orders. Reports findings and repairs nothing.",
                        Nothing.class,
                        Verified.class,
                        this::verify)
                .example("Is our inventory consistent?", new Nothing())
                .example("Verify the stock ledger", new Nothing())
                .example("Audit the warehouse figures for errors", new Nothing())
                .example("Do the stock balances match the movements?", new Nothing());
    }
}
