package dev.bac.crm.opportunity;

import dev.bac.crm.account.AccountStore;
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
import org.jspecify.annotations.Nullable;

/** The tool that opens a deal with a customer. */
public final class OpportunityCreateTool {
    private final Opportunities opportunities;
    private final AccountStore accounts;
    private final Pipelines pipelines = new Pipelines();

    public OpportunityCreateTool(Opportunities opportunities, AccountStore accounts) {
        this.opportunities = opportunities;
        this.accounts = accounts;
    }

    /** What {@code crm_opportunity_create} takes. */
    public record OpportunityCreate(
            @Arg(value = "The account it is with, by its id, number or name", ref = "account")
            String account,

            @Arg("What it is called, such as Monitor supply")
            String name,

            @Arg(value = "Its amount, such as 12500.00; zero when left out", format = "decimal") @Nullable BigDecimal amount,

            @Arg("The currency of the amount, ISO 4217; the company's own when left out") @Nullable String currency,

            @Arg("The day the decision is expected; in 30 days when left out") @Nullable LocalDate closeDate,

            @Arg("The stage it is at: NEW when left out, not WON or LOST") @Nullable Stage stage,

            @Arg("The pipeline it goes through, by name; Standard when left out") @Nullable String pipeline) {}

    /** What {@code crm_opportunity_create} answers. */
    public record OpportunityCreated(String summary, OpportunityRow opportunity) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_opportunity_create",
                        "Add an opportunity",
                        "Opens a deal (opportunity) with an account, with its amount, expected close date and stage."
                                + " For somebody who is only interested use crm_lead_create; to move a deal on use"
                                + " crm_opportunity_update.",
                        Effect.WRITE,
                        Risk.NONE,
                        OpportunityCreate.class,
                        OpportunityCreated.class,
                        this::create)
                .example(
                        "Create a deal called Monitor supply with Hooli for 48,000",
                        deal("Hooli", "Monitor supply", new BigDecimal("48000"), null, null))
                .example(
                        "New opportunity with Stark Industries: Office lighting, 12,500, closing on 15 March 2027",
                        deal(
                                "Stark Industries",
                                "Office lighting",
                                new BigDecimal("12500"),
                                LocalDate.of(2027, 3, 15),
                                null))
                .example(
                        "Open a deal Desk refresh for Umbrella at the proposal stage",
                        deal("Umbrella", "Desk refresh", null, null, Stage.PROPOSAL))
                .example(
                        "Add an opportunity named Spare parts for Initech",
                        deal("Initech", "Spare parts", null, null, null));
    }

    private OpportunityCreated create(Caller caller, Tx tx, OpportunityCreate given) {
        var account = accounts.named(tx, "account", given.account());
        var stage = given.stage() == null ? Stage.NEW : given.stage();
        if (!stage.open()) {
            throw ToolRefusal.invalid(
                    "stage", "a deal begins open; add it first, then set it to %s".formatted(stage.told()));
        }
        var currency =
                Given.currency("currency", given.currency(), tx.settings().currency());
        var amount = given.amount() == null ? BigDecimal.ZERO : given.amount();
        var deal = opportunities.open(
                tx,
                new Opportunities.Opening(
                        account.id(),
                        Given.line("name", given.name(), 200),
                        stage,
                        Given.amountOrZero("amount", amount, currency),
                        currency,
                        Opportunities.closeDate(tx, given.closeDate()),
                        pipelines.named(tx, "pipeline", given.pipeline())),
                caller.name());
        return new OpportunityCreated(
                "Opened %s, closing on %s.".formatted(deal.label(), deal.closeDate()), OpportunityRow.of(deal));
    }

    private static OpportunityCreate deal(
            String account,
            String name,
            @Nullable BigDecimal amount,
            @Nullable LocalDate closeDate,
            @Nullable Stage stage) {
        return new OpportunityCreate(account, name, amount, null, closeDate, stage, null);
    }
}
