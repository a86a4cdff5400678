package dev.bac.finance.verify;

import dev.bac.identity.Caller;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.store.Tx;
import java.util.List;

/** {@code finance_books_verify}. */
public final class BooksVerifyTool {

    public record Question() {}

    /** @param items what is wrong, at most 20 lines a check */
    public record Verdict(String summary, boolean sound, int checks, List<String> items) implements Told {}

    Verdict verify(Caller caller, Tx tx, Question question) {
        var findings = Verification.findings(tx);
        int checks = Verification.checks();
        return new Verdict(
                findings.isEmpty()
                        ? "The books are sound: %d checks, nothing found.".formatted(checks)
                        : "%d finding%s in %d checks, such as: %s."
                                .formatted(
                                        findings.size(), findings.size() == 1 ? "" : "s", checks, findings.getFirst()),
                findings.isEmpty(),
                checks,
                findings);
    }

    public Tool<Question, Verdict> tool() {
        return Tool.read(
                        "finance_books_verify",
                        "Verify the books",
                        "Checks the whole of the books: every entry balances, open items are the control accounts, ageing sums to "
                                + "them, numbers have no gaps, locks held, lines sum to their documents. Lists every breach.",
                        Question.class,
                        Verdict.class,
                        this::verify)
                .example("Verify the books", new Question())
                .example("Check the integrity of our accounting", new Question())
                .example("Are there any errors in the ledger?", new Question());
    }
}
