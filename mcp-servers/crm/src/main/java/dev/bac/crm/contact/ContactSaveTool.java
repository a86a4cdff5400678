package dev.bac.crm.contact;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.mark.Versions;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Numbers;
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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tool that adds and changes contacts. */
public final class ContactSaveTool {
    private final ContactStore contacts;
    private final AccountStore accounts;

    public ContactSaveTool(ContactStore contacts, AccountStore accounts) {
        this.contacts = contacts;
        this.accounts = accounts;
    }

    /** What {@code crm_contact_save} takes. */
    public record ContactSave(
            @Arg(
                    value = "The contact to change, by id, number, e-mail or name; left out, a new one is added",
                    ref = "contact")
            @Nullable String contact,

            @Arg("The person's full name; needed for a new contact") @Nullable String name,

            @Arg(value = "The company they work for, by id, number or name", ref = "account") @Nullable String account,

            @Arg("Job title, such as Head of Purchasing") @Nullable String jobTitle,

            @Arg(value = "E-mail address", format = "email") @Nullable String email,

            @Arg(value = "Telephone with + and the country's code", format = "phone") @Nullable String phone,

            @Arg("The version you read; when the contact has changed since, nothing is done") @Nullable Integer version) {}

    /** What {@code crm_contact_save} answers. */
    public record ContactSaved(String summary, boolean added, ContactRow contact) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_contact_save",
                        "Add or change a contact",
                        "Adds a person at a company we already deal with, or changes a known contact's name, company, job"
                                + " title, e-mail or telephone. What is left out stays. For somebody who may become a"
                                + " customer use crm_lead_create.",
                        Effect.WRITE,
                        Risk.NONE,
                        ContactSave.class,
                        ContactSaved.class,
                        this::save)
                .example(
                        "Save Tom Berger as a contact at Hooli, tom.berger@hooli.example",
                        new ContactSave(null, "Tom Berger", "Hooli", null, "tom.berger@hooli.example", null, null))
                .example(
                        "Add a new contact: Aisha Bello, finance director of Initech, +49 30 5550142",
                        new ContactSave(
                                null, "Aisha Bello", "Initech", "finance director", null, "+49 30 5550142", null))
                .example(
                        "Change Peter Novak's phone number to +31 10 555 0199",
                        new ContactSave("Peter Novak", null, null, null, null, "+31 10 555 0199", null))
                .example(
                        "Maria Lopez now works for Wayne Enterprises",
                        new ContactSave("Maria Lopez", null, "Wayne Enterprises", null, null, null, null))
                .example(
                        "Update the e-mail of CON-1042 to k.smit@northwind.example",
                        new ContactSave("CON-1042", null, null, null, "k.smit@northwind.example", null, null));
    }

    private ContactSaved save(Caller caller, Tx tx, ContactSave given) {
        String known = Given.lineOrNull("contact", given.contact(), 200);
        return known == null
                ? add(tx, given)
                : change(
                        tx,
                        contacts.lock(tx, contacts.named(tx, "contact", known).id()),
                        given);
    }

    private ContactSaved add(Tx tx, ContactSave given) {
        String name = Given.line("name", given.name(), 120);
        String email = Email.normal("email", given.email());
        if (email != null) {
            refuseASecondOf(tx, email, null);
        }
        var account = account(tx, given.account());
        var contact = new Contact(
                tx.newId(),
                Numbers.CON.next(tx),
                account == null ? null : account.id(),
                account == null ? null : account.name(),
                name,
                Given.lineOrNull("jobTitle", given.jobTitle(), 120),
                email,
                Phone.e164("phone", given.phone(), tx.settings().locale()),
                Marks.none(),
                tx.now());
        contacts.add(tx, List.of(contact));
        return new ContactSaved("Added " + contact.label() + ".", true, ContactRow.of(contact));
    }

    private ContactSaved change(Tx tx, Contact old, ContactSave given) {
        String name = Given.lineOrNull("name", given.name(), 120);
        String jobTitle = Given.lineOrNull("jobTitle", given.jobTitle(), 120);
        String email = Email.normal("email", given.email());
        String phone = Phone.e164("phone", given.phone(), tx.settings().locale());
        if (email != null) {
            refuseASecondOf(tx, email, old.id());
        }
        Versions.check(old.label(), old.marks().version(), given.version());
        var account = account(tx, given.account());
        var changed = new Contact(
                old.id(),
                old.number(),
                account == null ? old.account() : account.id(),
                account == null ? old.accountName() : account.name(),
                name == null ? old.name() : name,
                jobTitle == null ? old.jobTitle() : jobTitle,
                email == null ? old.email() : email,
                phone == null ? old.phone() : phone,
                old.marks(),
                old.createdAt());
        if (changed.equals(old)) {
            throw ToolRefusal.invalid("contact", "nothing to change on " + old.label() + "; give a new value");
        }
        contacts.update(tx, changed);
        return new ContactSaved(
                "Changed " + changed.label() + ".", false, ContactRow.of(contacts.byId(tx, changed.id())));
    }

    private @Nullable Account account(Tx tx, @Nullable String given) {
        String account = Given.lineOrNull("account", given, 200);
        return account == null ? null : accounts.named(tx, "account", account);
    }

    private void refuseASecondOf(Tx tx, String email, @Nullable UUID self) {
        contacts.byEmail(tx, email).stream()
                .filter(other -> !other.id().equals(self))
                .findFirst()
                .ifPresent(other -> {
                    throw new ToolRefusal(
                            "conflict",
                            "email: " + email + " already belongs to " + other.label()
                                    + "; change that contact instead");
                });
    }
}
