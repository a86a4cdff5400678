package dev.bac.crm.opportunity;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The rules of deals: how they are named, opened and moved from stage to stage, each step in the history. */
public final class Opportunities {
    private static final int NEAR = 5;
    private static final int YEARS = 10;
    private static final int DECISION_WITHIN_DAYS = 30;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final OpportunityStore store;
    private final StageHistory history;

    public Opportunities(OpportunityStore store, StageHistory history) {
        this.store = store;
        this.history = history;
    }

    /**
     * The deal of that id, number or name, or the one open deal of the account of that name.
     *
     * @throws dev.bac.mcp.ToolRefusal when there is none or several
     */
    public Opportunity named(Tx tx, String field, String given) {
        return new Lookup<>("opportunity", Opportunity::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> store.byIdOrNumber(tx, given),
                                () -> store.byName(tx, given),
                                () -> store.openOfAccount(tx, given),
                                () -> store.openByStart(tx, given),
                                () -> store.ofAccount(tx, given),
                                () -> store.openByWords(tx, given)),
                        () -> Fold.nearest(given, store.near(tx, given), Opportunity::name, NEAR));
    }

    /** What a deal is opened with; {@code account} is null when it has none yet. */
    public record Opening(
            @Nullable UUID account,
            String name,
            Stage stage,
            BigDecimal amount,
            String currency,
            LocalDate close,
            String pipeline) {
        public Opening {
            if (!stage.open()) {
                throw new IllegalArgumentException("a deal begins open, not " + stage);
            }
        }
    }

    /** Opens a deal. */
    public Opportunity open(Tx tx, Opening opening, String by) {
        var stage = opening.stage();
        var deal = new Opportunity(
                tx.newId(),
                Numbers.OPP.next(tx),
                opening.account(),
                null,
                opening.name(),
                stage,
                stage,
                stage.probability(),
                opening.amount(),
                opening.currency(),
                opening.close(),
                by,
                opening.pipeline(),
                Marks.none(),
                tx.now());
        store.add(tx, List.of(deal));
        record(tx, null, deal, by);
        return store.byId(tx, deal.id());
    }

    /** The day a decision is expected: as given, within ten years of today, or in 30 days when none is given. */
    public static LocalDate closeDate(Tx tx, @Nullable LocalDate given) {
        var today = tx.today();
        if (given == null) {
            return today.plusDays(DECISION_WITHIN_DAYS);
        }
        if (given.isBefore(today.minusYears(YEARS)) || given.isAfter(today.plusYears(YEARS))) {
            throw ToolRefusal.invalid("closeDate", "lies more than %d years from today, %s".formatted(YEARS, today));
        }
        return given;
    }

    /** Gives a deal another stage, amount and close date; a change of stage is kept in the history and published. */
    public Opportunity change(Tx tx, Opportunity old, Stage stage, BigDecimal amount, LocalDate close, String by) {
        var changed = new Opportunity(
                old.id(),
                old.number(),
                old.account(),
                old.accountName(),
                old.name(),
                stage,
                stage.open() ? stage : old.lastOpenStage(),
                old.probability(),
                amount,
                old.currency(),
                close,
                old.owner(),
                old.pipeline(),
                old.marks(),
                old.createdAt());
        store.update(tx, changed);
        if (stage != old.stage()) {
            record(tx, old.stage(), changed, by);
            var body = JSON.createObjectNode()
                    .put("opportunity", Numbers.OPP.label(old.number()))
                    .put("account", old.account() == null ? null : old.account().toString())
                    .put("from", old.stage().name())
                    .put("to", stage.name())
                    .put("amount", changed.money().amount().toPlainString())
                    .put("currency", changed.currency())
                    .put("name", changed.name())
                    .put("pipeline", changed.pipeline());
            tx.publish("crm.opportunity.stage_changed", old.id().toString(), body);
        }
        return store.byId(tx, old.id());
    }

    private void record(Tx tx, @Nullable Stage from, Opportunity deal, String by) {
        history.add(
                tx,
                List.of(new StageHistory.Change(
                        tx.newId(), deal.id(), from, deal.stage(), deal.amount(), deal.currency(), tx.now(), by)));
    }
}
