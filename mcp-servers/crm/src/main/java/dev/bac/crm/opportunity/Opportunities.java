package dev.bac.crm.opportunity;

import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.Lookup;
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
        return new Lookup<>(field, "opportunity", Opportunity::label)
                .one(
                        given,
                        List.of(
                                () -> store.byIdOrNumber(tx, given),
                                () -> store.byName(tx, given),
                                () -> store.openOfAccount(tx, given),
                                () -> store.openByStart(tx, given),
                                () -> store.ofAccount(tx, given)),
                        () -> Fold.nearest(given, store.near(tx, given), Opportunity::name, NEAR));
    }

    /** Opens a deal at the first stage. */
    public Opportunity open(
            Tx tx,
            @Nullable UUID account,
            String name,
            BigDecimal amount,
            String currency,
            LocalDate close,
            String by) {
        var deal = new Opportunity(
                tx.newId(),
                Numbers.OPP.next(tx),
                account,
                null,
                name,
                Stage.NEW,
                Stage.NEW,
                Stage.NEW.probability(),
                amount,
                currency,
                close,
                by,
                tx.now());
        store.add(tx, List.of(deal));
        record(tx, null, deal, by);
        return store.byId(tx, deal.id());
    }

    /** Gives a deal another stage, amount and close date; a change of stage is kept in the history and published. */
    Opportunity change(Tx tx, Opportunity old, Stage stage, BigDecimal amount, LocalDate close, String by) {
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
                    .put("currency", changed.currency());
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
