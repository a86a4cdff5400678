package dev.bac.crm.conversion;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.activity.ActivityStore;
import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.Lead;
import dev.bac.crm.lead.LeadRow;
import dev.bac.crm.lead.LeadStatus;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.naming.Held;
import dev.bac.crm.opportunity.Opportunities;
import dev.bac.crm.opportunity.Pipelines;
import dev.bac.crm.opportunity.Stage;
import dev.bac.crm.targetlist.TargetLists;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The tool that turns a lead into an account and a contact, once. */
public final class LeadConvertTool {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final LeadStore leads;
    private final AccountStore accounts;
    private final ContactStore contacts;
    private final ActivityStore activities;
    private final Opportunities opportunities;
    private final LeadConversion conversion;
    private final TargetLists lists = new TargetLists();

    public LeadConvertTool(
            LeadStore leads,
            AccountStore accounts,
            ContactStore contacts,
            ActivityStore activities,
            Opportunities opportunities) {
        this.leads = leads;
        this.accounts = accounts;
        this.contacts = contacts;
        this.activities = activities;
        this.opportunities = opportunities;
        this.conversion = new LeadConversion(accounts, contacts);
    }

    /** What {@code crm_lead_convert} takes. */
    public record LeadConvert(
            @Arg(value = "The lead, by id, number such as LEAD-1001, e-mail or the person's name", ref = "lead")
            String lead,

            @Arg(value = "The account to attach it to, when it is not the lead's own company", ref = "account")
            @Nullable String account,

            @Arg("A name for a deal to open with it; left out, no deal is opened") @Nullable String opportunity,

            @Arg(value = "The deal's amount, such as 5000", format = "decimal") @Nullable BigDecimal amount,

            @Arg("The amount's currency, ISO 4217; the company's own when left out") @Nullable String currency) {}

    /** What {@code crm_lead_convert} answers. */
    public record LeadConverted(
            String summary,
            boolean convertedBefore,
            LeadRow lead,
            @Nullable UUID accountId,
            @Nullable String account,
            UUID contactId,
            String contact,
            @Nullable UUID opportunityId)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_lead_convert",
                        "Convert a lead",
                        "Turns a lead into a contact and an account (a customer), or attaches it to those already there"
                                + " with the same e-mail, telephone or name; its activities go along. Once only: a second"
                                + " call answers the same records. On request it opens a deal too.",
                        Effect.WRITE,
                        Risk.NONE,
                        LeadConvert.class,
                        LeadConverted.class,
                        this::convert)
                .example("Convert the lead Omar Haddad", lead("Omar Haddad", null, null))
                .example("Turn LEAD-1012 into a customer", lead("LEAD-1012", null, null))
                .example("Sofia Rossi is a customer now, convert her lead", lead("Sofia Rossi", null, null))
                .example(
                        "Convert Liam Byrne and open a deal called Monitor supply for 8,000",
                        lead("Liam Byrne", "Monitor supply", new BigDecimal("8000")))
                .example("Make chen.wei@lotus.example a contact", lead("chen.wei@lotus.example", null, null));
    }

    private LeadConverted convert(Caller caller, Tx tx, LeadConvert given) {
        String name = Given.line("lead", given.lead(), 200);
        // Two leads of one new company, converted together, must not make it two accounts.
        Held.oneAtATime(tx, "convert");
        var lead = leads.lock(tx, leads.named(tx, "lead", name).id());
        if (lead.links() != null) {
            return answer(tx, lead, lead.links(), "was converted before");
        }
        if (lead.status() == LeadStatus.LOST) {
            throw new ToolRefusal("conflict", "lead: " + lead.label() + " is lost; add a new lead first");
        }
        String chosen = Given.lineOrNull("account", given.account(), 200);
        var target = conversion.target(tx, lead, chosen == null ? null : accounts.named(tx, "account", chosen));
        UUID account = target.account() == null ? null : target.account().id();
        UUID deal = deal(caller, tx, given, account);
        int moved = activities.follow(tx, lead.id(), account, target.contact().id());
        var links = new Lead.Links(account, target.contact().id(), deal, tx.now());
        leads.link(tx, lead.id(), links);
        lists.follow(tx, lead.id(), links.contact());
        publish(tx, lead, links);
        return answer(tx, lead.converted(links), links, tell(target, moved));
    }

    private @Nullable UUID deal(Caller caller, Tx tx, LeadConvert given, @Nullable UUID account) {
        String name = Given.lineOrNull("opportunity", given.opportunity(), 200);
        if (name == null) {
            if (given.amount() != null) {
                throw ToolRefusal.invalid("opportunity", "give the deal a name, or leave the amount out");
            }
            return null;
        }
        String currency =
                Given.currency("currency", given.currency(), tx.settings().currency());
        var amount = given.amount() == null ? BigDecimal.ZERO : given.amount();
        return opportunities
                .open(
                        tx,
                        new Opportunities.Opening(
                                account,
                                name,
                                Stage.NEW,
                                Given.amountOrZero("amount", amount, currency),
                                currency,
                                Opportunities.closeDate(tx, null),
                                Pipelines.STANDARD),
                        caller.name())
                .id();
    }

    private static void publish(Tx tx, Lead lead, Lead.Links links) {
        var body = JSON.createObjectNode()
                .put("lead", lead.id().toString())
                .put("contact", links.contact().toString())
                .put("account", links.account() == null ? null : links.account().toString())
                .put(
                        "opportunity",
                        links.opportunity() == null ? null : links.opportunity().toString());
        tx.publish("crm.lead.converted", lead.id().toString(), body);
    }

    private static String tell(LeadConversion.Target target, int moved) {
        var account = target.account();
        return "became " + (target.contactAdded() ? "the new contact " : "part of the contact ")
                + target.contact().label()
                + (account == null
                        ? ""
                        : (target.accountAdded() ? ", with the new account " : ", of the account ") + account.label())
                + (moved == 0 ? "" : "; " + moved + (moved == 1 ? " activity" : " activities") + " moved along");
    }

    private LeadConverted answer(Tx tx, Lead lead, Lead.Links links, String what) {
        Account account = links.account() == null ? null : accounts.byId(tx, links.account());
        Contact contact = contacts.byId(tx, links.contact());
        boolean before = what.equals("was converted before");
        return new LeadConverted(
                lead.label() + " " + what + (before ? ": it is " + contact.label() : "") + ".",
                before,
                LeadRow.of(tx, lead),
                links.account(),
                account == null ? null : account.label(),
                links.contact(),
                contact.label(),
                links.opportunity());
    }

    private static LeadConvert lead(String lead, @Nullable String opportunity, @Nullable BigDecimal amount) {
        return new LeadConvert(lead, null, opportunity, amount, null);
    }
}
