package dev.bac.crm.intake;

import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.Lead;
import dev.bac.crm.lead.LeadStatus;
import dev.bac.crm.lead.LeadStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Country;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Phone;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.opportunity.OpportunityStore;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in leads. One is known by its e-mail address while it is open, or else by its name and company. */
record LeadIntake(LeadStore leads, AccountStore accounts, ContactStore contacts, OpportunityStore deals)
        implements RecordIntake {
    @Override
    public RecordKind kind() {
        return RecordKind.LEAD;
    }

    @Override
    public List<UUID> like(RowContext context, Cells cells) {
        String email = Email.normal("email", cells.get("email"));
        if (email != null) {
            var same = leads.alike(context.tx(), email, null);
            if (!same.isEmpty()) {
                return List.of(same.getFirst().id());
            }
        }
        String company = folded(cells.get("company"));
        return leads.byName(context.tx(), Given.line("name", cells.personName(), 120)).stream()
                .filter(other -> folded(other.company()).equals(company))
                .filter(other -> other.email() == null || email == null)
                .map(Lead::id)
                .limit(1)
                .toList();
    }

    private static String folded(@Nullable String company) {
        return company == null ? "" : Fold.of(company);
    }

    @Override
    public UUID add(RowContext context, Cells cells, int number) {
        var tx = context.tx();
        var status = status(cells);
        var blank = new Lead(
                tx.newId(),
                number,
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                status == null || status == LeadStatus.CONVERTED ? LeadStatus.OPEN : status,
                null,
                Marks.none(),
                tx.now());
        Given.line("name", cells.personName(), 120);
        var lead = with(tx, blank, cells);
        leads.add(tx, List.of(status == LeadStatus.CONVERTED ? lead.converted(links(tx, cells)) : lead));
        return lead.id();
    }

    /** What a lead that another system converted became: records that are here already. */
    private Lead.Links links(Tx tx, Cells cells) {
        String contact = cells.get("contactNumber");
        if (contact == null) {
            throw ToolRefusal.invalid(
                    "status", "a converted lead needs its contactNumber; or take it in as open, then convert it");
        }
        String account = cells.get("accountNumber");
        String deal = cells.get("dealNumber");
        return new Lead.Links(
                account == null
                        ? null
                        : one("accountNumber", account, accounts.byIdOrNumber(tx, account))
                                .id(),
                one("contactNumber", contact, contacts.byIdOrNumber(tx, contact))
                        .id(),
                deal == null
                        ? null
                        : one("dealNumber", deal, deals.byIdOrNumber(tx, deal)).id(),
                tx.now());
    }

    private static <T> T one(String field, String given, List<T> found) {
        if (found.isEmpty()) {
            throw ToolRefusal.notFound(field, "record", given, "Import accounts, contacts and deals before leads.");
        }
        return found.getFirst();
    }

    @Override
    public void change(RowContext context, UUID id, Cells cells) {
        var tx = context.tx();
        var old = leads.lock(tx, id);
        var status = status(cells);
        if (status != null && status != old.status()) {
            if (old.status() == LeadStatus.CONVERTED || status == LeadStatus.CONVERTED) {
                throw new ToolRefusal(
                        "conflict",
                        "status: " + old.label() + " is " + old.status().name().toLowerCase(Locale.ROOT)
                                + "; leads are converted with crm_lead_convert, and stay so");
            }
        }
        leads.update(tx, with(tx, old, cells));
    }

    private static @Nullable LeadStatus status(Cells cells) {
        String given = Given.lineOrNull("status", cells.get("status"), 40);
        if (given == null) {
            return null;
        }
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "open", "new", "working", "contacted", "qualified", "in progress" -> LeadStatus.OPEN;
            case "lost", "unqualified", "disqualified", "closed" -> LeadStatus.LOST;
            case "converted" -> LeadStatus.CONVERTED;
            default -> throw ToolRefusal.invalid("status", "\"" + given + "\" is none of open, lost, converted");
        };
    }

    private static Lead with(Tx tx, Lead old, Cells cells) {
        String name = Given.lineOrNull("name", cells.personName(), 120);
        var status = status(cells);
        return new Lead(
                old.id(),
                old.number(),
                Objects.requireNonNullElse(name, old.name()),
                or(Given.lineOrNull("company", cells.get("company"), 200), old.company()),
                or(Email.normal("email", cells.get("email")), old.email()),
                or(Phone.e164("phone", cells.get("phone"), tx.settings().locale()), old.phone()),
                or(Given.lineOrNull("source", cells.get("source"), 60), old.source()),
                or(Given.textOrNull("note", cells.get("note"), 4000), old.note()),
                or(Country.code("country", cells.get("country")), old.country()),
                status == null || status == LeadStatus.CONVERTED ? old.status() : status,
                old.links(),
                old.marks(),
                old.createdAt());
    }

    private static @Nullable String or(@Nullable String given, @Nullable String old) {
        return given == null ? old : given;
    }
}
