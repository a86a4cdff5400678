package dev.bac.finance.recurring;

import dev.bac.finance.recurring.RecurringStore.Recurring;
import dev.bac.finance.recurring.RecurringStore.State;
import dev.bac.finance.recurring.Schedule.Unit;
import dev.bac.finance.recurring.Template.Kind;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code finance_recurring_list}. */
public final class RecurringListTool {
    private static final int STANDARD = 50;
    private final RecurringStore store;

    public RecurringListTool(RecurringStore store) {
        this.store = store;
    }

    public record Question(
            @Arg("At most this many, 1 to 200; 50 when left out") @Nullable Integer limit) {}

    /**
     * One that recurs.
     *
     * @param amount null when it has several positions
     * @param next null when the last one is written
     * @param problem why the next one could not be written
     */
    public record Item(
            UUID id,
            String name,
            Kind kind,
            String description,
            @Nullable BigDecimal amount,
            Unit every,
            int interval,
            @Nullable LocalDate next,
            @Nullable LocalDate end,
            State state,
            @Nullable String problem) {}

    public record Listed(String summary, List<Item> items) implements Told {}

    Listed list(Caller caller, Tx tx, Question question) {
        var items = store.list(tx, Given.rows(question.limit(), STANDARD)).stream()
                .map(RecurringListTool::item)
                .toList();
        long stuck = items.stream().filter(item -> item.problem() != null).count();
        return new Listed(
                "%d recurring document%s%s."
                        .formatted(
                                items.size(),
                                items.size() == 1 ? "" : "s",
                                stuck == 0 ? "" : ", %d could not be written".formatted(stuck)),
                items);
    }

    private static Item item(Recurring one) {
        return new Item(
                one.id(),
                one.name(),
                one.template().kind(),
                one.template().description(),
                one.template().amount(),
                one.schedule().unit(),
                one.schedule().every(),
                one.next(),
                one.schedule().end(),
                one.state(),
                one.problem());
    }

    public Tool<Question, Listed> tool() {
        return Tool.read(
                        "finance_recurring_list",
                        "List recurring documents",
                        "Lists the invoices, bills and journal entries that are written again and again, with the next day of each "
                                + "and why one could not be written.",
                        Question.class,
                        Listed.class,
                        this::list)
                .example("Which recurring invoices do we have?", new Question(null))
                .example("List the recurring documents", new Question(null));
    }
}
