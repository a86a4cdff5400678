package dev.bac.crm.intake;

import dev.bac.crm.account.Account;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.opportunity.Opportunities;
import dev.bac.crm.opportunity.Opportunity;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.crm.opportunity.Pipelines;
import dev.bac.crm.opportunity.Stage;
import dev.bac.crm.opportunity.StageHistory;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes in deals. One is known by its name and account. A deal that comes in won or lost was decided elsewhere: nobody is
 * told of it, so that no order follows.
 */
record DealIntake(OpportunityStore deals, Opportunities opportunities, StageHistory history) implements RecordIntake {
    private static final int LONGEST = 120;

    @Override
    public RecordKind kind() {
        return RecordKind.OPPORTUNITY;
    }

    @Override
    public List<UUID> like(RowContext context, Cells cells) {
        var account = context.companies().of(cells);
        UUID company = account == null ? null : account.id();
        return deals.byName(context.tx(), Given.line("name", cells.get("name"), LONGEST)).stream()
                .filter(deal -> Objects.equals(deal.account(), company))
                .map(Opportunity::id)
                .toList();
    }

    @Override
    public UUID add(RowContext context, Cells cells, int number) {
        var tx = context.tx();
        var account = context.companies().of(cells);
        var stage = Objects.requireNonNullElse(stage(cells), Stage.NEW);
        String currency =
                Given.currency("currency", cells.get("currency"), tx.settings().currency());
        String by = context.caller().name();
        var deal = new Opportunity(
                tx.newId(),
                number,
                account == null ? null : account.id(),
                null,
                Given.line("name", cells.get("name"), LONGEST),
                stage,
                stage.open() ? stage : Stage.NEW,
                stage.probability(),
                Objects.requireNonNullElse(amount(cells, currency), BigDecimal.ZERO),
                currency,
                Opportunities.closeDate(tx, closeDate(cells)),
                null,
                new Pipelines().named(tx, "pipeline", cells.get("pipeline")),
                Marks.none(),
                tx.now());
        deals.add(tx, List.of(deal));
        history.add(
                tx,
                List.of(new StageHistory.Change(
                        tx.newId(), deal.id(), null, stage, deal.amount(), currency, tx.now(), by)));
        return deal.id();
    }

    @Override
    public void change(RowContext context, UUID id, Cells cells) {
        var tx = context.tx();
        var old = deals.lock(tx, id);
        stays("currency", cells.get("currency"), old.currency(), old);
        stays("pipeline", cells.get("pipeline"), old.pipeline(), old);
        var account = context.companies().of(cells);
        var stage = Objects.requireNonNullElse(stage(cells), old.stage());
        var amount = Objects.requireNonNullElse(amount(cells, old.currency()), old.amount());
        var close = closeDate(cells);
        opportunities.change(
                tx,
                old,
                stage,
                amount,
                close == null ? old.closeDate() : Opportunities.closeDate(tx, close),
                context.caller().name());
        String name = Given.lineOrNull("name", cells.get("name"), LONGEST);
        deals.rename(tx, id, name == null ? old.name() : name, id(account, old));
    }

    private static @Nullable UUID id(@Nullable Account account, Opportunity old) {
        return account == null ? old.account() : account.id();
    }

    private static void stays(String field, @Nullable String given, String now, Opportunity deal) {
        if (given != null && !given.equalsIgnoreCase(now)) {
            throw new ToolRefusal(
                    "conflict", field + ": " + deal.label() + " is in " + now + " and stays so; leave the column out");
        }
    }

    private static @Nullable Stage stage(Cells cells) {
        String given = Given.lineOrNull("stage", cells.get("stage"), 40);
        return given == null
                ? null
                : Arrays.stream(Stage.values())
                        .filter(stage -> stage.name().equalsIgnoreCase(given))
                        .findFirst()
                        .orElseThrow(() -> ToolRefusal.invalid(
                                "stage",
                                "\"" + given + "\" is none of "
                                        + Arrays.toString(Stage.values()).toLowerCase(Locale.ROOT)));
    }

    private static @Nullable BigDecimal amount(Cells cells, String currency) {
        String given = cells.get("amount");
        if (given == null) {
            return null;
        }
        try {
            return Given.amountOrZero("amount", new BigDecimal(given), currency);
        } catch (NumberFormatException e) {
            throw ToolRefusal.invalid("amount", "\"" + given + "\" is no number; write it like 1200.50");
        }
    }

    private static @Nullable LocalDate closeDate(Cells cells) {
        String given = cells.get("closeDate");
        if (given == null) {
            return null;
        }
        try {
            return LocalDate.parse(given);
        } catch (DateTimeParseException e) {
            throw ToolRefusal.invalid("closeDate", "\"" + given + "\" is no day; write it like 2026-02-28");
        }
    }

    @Override
    public void restored(Tx tx, UUID id, String by) {
        history.catchUp(tx, id, by);
    }
}
