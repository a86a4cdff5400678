package dev.bac.crm.lead;

import dev.bac.crm.mark.Versions;
import dev.bac.crm.naming.Country;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Phone;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import org.jspecify.annotations.Nullable;

/** The tool that changes a lead, gives it up, or takes it up again. */
public final class LeadUpdateTool {
    private final LeadStore leads;

    public LeadUpdateTool(LeadStore leads) {
        this.leads = leads;
    }

    /** What a lead can be set to; it is converted by {@code crm_lead_convert} alone. */
    public enum Outlook {
        OPEN,
        LOST
    }

    /** What {@code crm_lead_update} takes. */
    public record LeadUpdate(
            @Arg(value = "The lead, by id, number such as LEAD-1001, e-mail or the person's name", ref = "lead")
            String lead,

            @Arg("LOST when nothing will come of it, OPEN to take it up again") @Nullable Outlook status,

            @Arg("The person's full name") @Nullable String name,
            @Arg("The company they are from") @Nullable String company,

            @Arg(value = "E-mail address", format = "email") @Nullable String email,

            @Arg(value = "Telephone with + and the country's code", format = "phone") @Nullable String phone,

            @Arg("Where the lead came from, such as web, trade fair or referral") @Nullable String source,

            @Arg("Where they are, ISO 3166-1 alpha-2, such as DE") @Nullable String country,

            @Arg("Anything else worth keeping") @Nullable String note,

            @Arg("The version you read; when the lead has changed since, nothing is done") @Nullable Integer version) {}

    /** What {@code crm_lead_update} answers. */
    public record LeadUpdated(String summary, LeadRow lead) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_lead_update",
                        "Change a lead",
                        "Changes a lead's particulars, marks it as lost, or takes it up again. What is left out stays."
                                + " To make it a customer use crm_lead_convert.",
                        Effect.WRITE,
                        Risk.NONE,
                        LeadUpdate.class,
                        LeadUpdated.class,
                        this::update)
                .example("Mark the lead Omar Haddad as lost", lead("Omar Haddad", Outlook.LOST, null))
                .example("LEAD-1012 is not interested any more", lead("LEAD-1012", Outlook.LOST, null))
                .example("Reopen the lead Sofia Rossi", lead("Sofia Rossi", Outlook.OPEN, null))
                .example(
                        "The lead Liam Byrne came through a referral, correct that",
                        lead("Liam Byrne", null, "referral"));
    }

    private LeadUpdated update(Caller caller, Tx tx, LeadUpdate given) {
        var old = leads.lock(tx, leads.named(tx, "lead", given.lead()).id());
        Versions.check(old.label(), old.marks().version(), given.version());
        var status = status(old, given.status());
        String email = Email.normal("email", given.email());
        String phone = Phone.e164("phone", given.phone(), tx.settings().locale());
        String country = Country.code("country", given.country());
        var changed = new Lead(
                old.id(),
                old.number(),
                given.name() == null ? old.name() : Given.line("name", given.name(), 120),
                or(Given.lineOrNull("company", given.company(), 200), old.company()),
                email == null ? old.email() : email,
                phone == null ? old.phone() : phone,
                or(Given.lineOrNull("source", given.source(), 60), old.source()),
                or(Given.textOrNull("note", given.note(), 4000), old.note()),
                country == null ? old.country() : country,
                status,
                old.links(),
                old.marks(),
                old.createdAt());
        if (changed.equals(old)) {
            throw ToolRefusal.invalid("lead", "nothing to change on " + old.label() + "; give a new value");
        }
        leads.update(tx, changed);
        var now = leads.byId(tx, old.id());
        String summary = status == old.status()
                ? "Changed " + now.label() + "."
                : now.label() + (status == LeadStatus.LOST ? " is lost." : " is open again.");
        return new LeadUpdated(summary, LeadRow.of(tx, now));
    }

    private static LeadStatus status(Lead old, @Nullable Outlook given) {
        if (given == null) {
            return old.status();
        }
        if (old.status() == LeadStatus.CONVERTED) {
            throw new ToolRefusal("conflict", "status: " + old.label() + " was converted and stays so");
        }
        return switch (given) {
            case OPEN -> LeadStatus.OPEN;
            case LOST -> LeadStatus.LOST;
        };
    }

    private static @Nullable String or(@Nullable String given, @Nullable String old) {
        return given == null ? old : given;
    }

    private static LeadUpdate lead(String lead, @Nullable Outlook status, @Nullable String source) {
        return new LeadUpdate(lead, status, null, null, null, null, source, null, null, null);
    }
}
