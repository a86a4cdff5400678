package dev.bac.crm.intake;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Phone;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says what a row means, from what is there now; it changes nothing. A contact is known by its e-mail address, or else
 * by its name at the same company.
 */
final class RowReading {
    private static final int LONGEST = 120;

    private final Tx tx;
    private final AccountStore accounts;
    private final ContactStore contacts;
    private final KnownContacts known;
    private final Map<String, Object> companies = new HashMap<>();

    RowReading(Tx tx, AccountStore accounts, ContactStore contacts, KnownContacts known) {
        this.tx = tx;
        this.accounts = accounts;
        this.contacts = contacts;
        this.known = known;
    }

    /** What a row comes to. */
    sealed interface Meaning {

        /** @param contact without an id and a number yet */
        record Add(Contact contact) implements Meaning {}

        record Change(Contact contact) implements Meaning {}

        record Leave(UUID contact) implements Meaning {}

        record Fail(String problem) implements Meaning {}
    }

    private static final UUID NONE = new UUID(0, 0);

    Meaning read(ImportRow row) {
        try {
            String name = Given.line("name", row.name(), LONGEST);
            String email = Email.normal("email", row.email());
            var account = account(row.company());
            var given = new Contact(
                    NONE,
                    0,
                    account == null ? null : account.id(),
                    account == null ? null : account.name(),
                    name,
                    Given.lineOrNull("job title", row.jobTitle(), LONGEST),
                    email,
                    Phone.e164("phone", row.phone(), tx.settings().locale()),
                    Marks.none(),
                    tx.now());
            return find(given).map(old -> meaning(old, given)).orElseGet(() -> new Meaning.Add(given));
        } catch (ToolRefusal e) {
            return new Meaning.Fail(String.valueOf(e.getMessage()));
        }
    }

    private Meaning meaning(Contact old, Contact given) {
        var changed = new Contact(
                old.id(),
                old.number(),
                given.account() == null ? old.account() : given.account(),
                given.account() == null ? old.accountName() : given.accountName(),
                given.name(),
                given.jobTitle() == null ? old.jobTitle() : given.jobTitle(),
                given.email() == null ? old.email() : given.email(),
                given.phone() == null ? old.phone() : given.phone(),
                old.marks(),
                old.createdAt());
        return known == KnownContacts.LEAVE || changed.equals(old)
                ? new Meaning.Leave(old.id())
                : new Meaning.Change(changed);
    }

    private Optional<Contact> find(Contact given) {
        if (given.email() != null) {
            var same = contacts.byEmail(tx, given.email());
            if (!same.isEmpty()) {
                return Optional.of(same.getFirst());
            }
        }
        return contacts.byName(tx, given.name()).stream()
                .filter(other -> Objects.equals(other.account(), given.account()))
                .filter(other -> other.email() == null || given.email() == null)
                .findFirst();
    }

    /** Each company is looked up once; one that is not there, or is several, is a problem of each of its rows. */
    private @Nullable Account account(@Nullable String company) {
        String name = Given.lineOrNull("company", company, 200);
        if (name == null) {
            return null;
        }
        Object found = companies.computeIfAbsent(name, wanted -> {
            try {
                return accounts.named(tx, "company", wanted);
            } catch (ToolRefusal e) {
                return e;
            }
        });
        if (found instanceof ToolRefusal refusal) {
            throw refusal;
        }
        return (Account) found;
    }
}
