package dev.bac.crm.opportunity;

import dev.bac.crm.mark.Versions;
import dev.bac.crm.naming.Numbers;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** The tool that moves a deal on. */
public final class OpportunityUpdateTool {
    private final Opportunities opportunities;
    private final OpportunityStore store;

    public OpportunityUpdateTool(Opportunities opportunities, OpportunityStore store) {
        this.opportunities = opportunities;
        this.store = store;
    }

    /** What {@code crm_opportunity_update} takes. */
    public record OpportunityUpdate(
            @Arg(
                    value = "The deal, by its id, its number such as OPP-1001, its name, or its account's name when"
                            + " that account has one open deal",
                    ref = "opportunity")
            String opportunity,

            @Arg("The stage it moves to") @Nullable Stage stage,

            @Arg(value = "Its new amount, such as 12500.00", format = "decimal") @Nullable BigDecimal amount,

            @Arg("The currency of the amount, ISO 4217; it must be the deal's own") @Nullable String currency,

            @Arg("Its new close date") @Nullable LocalDate closeDate,

            @Arg("The version you read; when the deal has changed since, nothing is done") @Nullable Integer version) {}

    /** What {@code crm_opportunity_update} answers. */
    public record OpportunityUpdated(
            String summary, @Nullable Stage before, OpportunityRow opportunity) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_opportunity_update",
                        "Update an opportunity",
                        "Moves a deal (opportunity) to another stage (new, qualified, proposal, negotiation, won, lost)"
                                + " or changes its amount or close date. Every change of stage is kept in its history.",
                        Effect.WRITE,
                        Risk.NONE,
                        OpportunityUpdate.class,
                        OpportunityUpdated.class,
                        this::update)
                .example("We won the Umbrella deal", update("Umbrella", Stage.WON, null, null))
                .example("Mark OPP-1017 as lost", update("OPP-1017", Stage.LOST, null, null))
                .example(
                        "The Stark Industries opportunity is at the proposal stage now",
                        update("Stark Industries", Stage.PROPOSAL, null, null))
                .example(
                        "Set the amount of the Hooli deal to 48,000",
                        update("Hooli", null, new BigDecimal("48000"), null))
                .example(
                        "Push the close date of OPP-1020 to 15 March 2027",
                        update("OPP-1020", null, null, LocalDate.of(2027, 3, 15)));
    }

    private OpportunityUpdated update(Caller caller, Tx tx, OpportunityUpdate given) {
        String name = Given.line("opportunity", given.opportunity(), 200);
        var old = store.lock(tx, opportunities.named(tx, "opportunity", name).id());
        Versions.check(old.label(), old.marks().version(), given.version());
        if (given.stage() == null && given.amount() == null && given.closeDate() == null) {
            throw ToolRefusal.invalid("stage", "give a stage, an amount or a close date to change");
        }
        var stage = given.stage() == null ? old.stage() : given.stage();
        var changed = opportunities.change(
                tx,
                old,
                stage,
                amount(old, given),
                given.closeDate() == null ? old.closeDate() : Opportunities.closeDate(tx, given.closeDate()),
                caller.name());
        return new OpportunityUpdated(
                tell(old, changed), stage == old.stage() ? null : old.stage(), OpportunityRow.of(changed));
    }

    private static BigDecimal amount(Opportunity old, OpportunityUpdate given) {
        if (given.amount() == null) {
            return old.amount();
        }
        var currency = Given.currency("currency", given.currency(), Currency.getInstance(old.currency()));
        if (!currency.equals(old.currency())) {
            throw ToolRefusal.invalid(
                    "currency", old.label() + " is in " + old.currency() + "; give the amount in that currency");
        }
        return Given.amountOrZero("amount", given.amount(), currency);
    }

    private static String tell(Opportunity old, Opportunity now) {
        var changes = new ArrayList<String>();
        if (now.stage() != old.stage()) {
            changes.add(
                    "moved from " + old.stage().told() + " to " + now.stage().told());
        }
        if (now.amount().compareTo(old.amount()) != 0) {
            changes.add("amount " + now.money() + " (was " + old.money() + ")");
        }
        if (!now.closeDate().equals(old.closeDate())) {
            changes.add("closes " + now.closeDate() + " (was " + old.closeDate() + ")");
        }
        String subject = Numbers.OPP.label(now.number()) + " " + now.name()
                + (now.accountName() == null ? "" : " (" + now.accountName() + ")");
        return changes.isEmpty()
                ? subject + " was so already: " + now.stage().told() + ", " + now.money() + ", closes "
                        + now.closeDate() + "."
                : subject + ": " + String.join(", ", changes) + ".";
    }

    private static OpportunityUpdate update(
            String opportunity, @Nullable Stage stage, @Nullable BigDecimal amount, @Nullable LocalDate closeDate) {
        return new OpportunityUpdate(opportunity, stage, amount, null, closeDate, null);
    }
}
