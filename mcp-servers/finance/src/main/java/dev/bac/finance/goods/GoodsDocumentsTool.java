package dev.bac.finance.goods;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Money;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** {@code finance_goods_documents}. */
public final class GoodsDocumentsTool {
    private static final int MOST = 1_000;

    public record Question(
            @Arg("Ids of delivery notes, returns or matched bills, at most 1,000")
            List<UUID> notes) {}

    /**
     * @param note the note's id
     * @param kind invoice, credit, bill or withdrawn
     * @param number of the document
     * @param net without tax
     */
    public record Document(UUID note, String kind, String number, Money net) {}

    public record Found(String summary, List<Document> items) implements Told {}

    Found find(Caller caller, Tx tx, Question question) {
        if (question.notes().size() > MOST) {
            throw ToolRefusal.invalid("notes", "has more than %d".formatted(MOST));
        }
        var found = GoodsDocuments.all(tx, question.notes()).stream()
                .map(row -> new Document(
                        row.note(),
                        row.kind().name().toLowerCase(Locale.ROOT),
                        row.number(),
                        Money.of(row.net(), row.currency())))
                .toList();
        return new Found(
                "%d documents for %d notes."
                        .formatted(found.size(), question.notes().size()),
                found);
    }

    public Tool<Question, Found> tool() {
        return Tool.read(
                "finance_goods_documents",
                "Documents of delivery notes",
                "Says which invoice, credit note or bill was written for each of some delivery notes, returns and matched bills. For "
                        + "the workflow reconcile-deliveries.",
                Question.class,
                Found.class,
                this::find);
    }
}
