package dev.bac.crm.intake;

import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Phone;
import dev.bac.crm.naming.RecordKind;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in contacts. One is known by its e-mail address, or else by its name at the same company. */
record ContactIntake(ContactStore contacts) implements RecordIntake {
    private static final int LONGEST = 120;

    @Override
    public RecordKind kind() {
        return RecordKind.CONTACT;
    }

    @Override
    public List<UUID> like(RowContext context, Cells cells) {
        String email = Email.normal("email", cells.get("email"));
        if (email != null) {
            var same = contacts.byEmail(context.tx(), email);
            if (!same.isEmpty()) {
                return List.of(same.getFirst().id());
            }
        }
        var account = context.companies().of(cells);
        UUID company = account == null ? null : account.id();
        return contacts.byName(context.tx(), Given.line("name", cells.personName(), LONGEST)).stream()
                .filter(other -> Objects.equals(other.account(), company))
                .filter(other -> other.email() == null || email == null)
                .map(Contact::id)
                .limit(1)
                .toList();
    }

    @Override
    public UUID add(RowContext context, Cells cells, int number) {
        var tx = context.tx();
        var account = context.companies().of(cells);
        String email = Email.normal("email", cells.get("email"));
        refuseASecondOf(tx, email, null);
        var contact = new Contact(
                tx.newId(),
                number,
                account == null ? null : account.id(),
                account == null ? null : account.name(),
                Given.line("name", cells.personName(), LONGEST),
                Given.lineOrNull("jobTitle", cells.get("jobTitle"), LONGEST),
                email,
                Phone.e164("phone", cells.get("phone"), tx.settings().locale()),
                Marks.none(),
                tx.now());
        contacts.add(tx, List.of(contact));
        return contact.id();
    }

    @Override
    public void change(RowContext context, UUID id, Cells cells) {
        var tx = context.tx();
        var old = contacts.lock(tx, id);
        var account = context.companies().of(cells);
        String name = Given.lineOrNull("name", cells.personName(), LONGEST);
        String jobTitle = Given.lineOrNull("jobTitle", cells.get("jobTitle"), LONGEST);
        String email = Email.normal("email", cells.get("email"));
        String phone = Phone.e164("phone", cells.get("phone"), tx.settings().locale());
        refuseASecondOf(tx, email, id);
        contacts.update(
                tx,
                new Contact(
                        id,
                        old.number(),
                        account == null ? old.account() : account.id(),
                        account == null ? old.accountName() : account.name(),
                        name == null ? old.name() : name,
                        jobTitle == null ? old.jobTitle() : jobTitle,
                        email == null ? old.email() : email,
                        phone == null ? old.phone() : phone,
                        old.marks(),
                        old.createdAt()));
    }

    private void refuseASecondOf(Tx tx, @Nullable String email, @Nullable UUID self) {
        if (email == null) {
            return;
        }
        contacts.byEmail(tx, email).stream()
                .filter(other -> !other.id().equals(self))
                .findFirst()
                .ifPresent(other -> {
                    throw new ToolRefusal("conflict", "email: " + email + " already belongs to " + other.label());
                });
    }
}
