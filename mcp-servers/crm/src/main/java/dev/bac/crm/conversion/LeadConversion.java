package dev.bac.crm.conversion;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.Contact;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.lead.Lead;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the account and the contact a lead already is, or adds them. A contact is the same person when the e-mail or
 * the telephone is the same, or the name within the same account; an account is the same company when the contact
 * already works there, the name is the same but for its legal form, or the domain of the lead's e-mail is the
 * company's own.
 */
final class LeadConversion {
    private final AccountStore accounts;
    private final ContactStore contacts;

    LeadConversion(AccountStore accounts, ContactStore contacts) {
        this.accounts = accounts;
        this.contacts = contacts;
    }

    /** An account and a contact, and whether they are new. */
    record Target(@Nullable Account account, boolean accountAdded, Contact contact, boolean contactAdded) {}

    /** @param chosen the account somebody named for this lead, if they did */
    Target target(Tx tx, Lead lead, @Nullable Account chosen) {
        Contact known = sameAddress(tx, lead);
        Account account = chosen != null ? chosen : sameCompany(tx, lead, known);
        boolean accountAdded = false;
        if (account == null && lead.company() != null) {
            account = Account.named(
                    tx.newId(), Numbers.ACC.next(tx), lead.company(), Email.companyDomain(lead.email()), tx.now());
            accounts.create(tx, account);
            accountAdded = true;
        }
        if (known == null && account != null && !accountAdded) {
            known = sameName(tx, lead, account);
        }
        if (known == null) {
            return new Target(account, accountAdded, added(tx, lead, account), true);
        }
        return new Target(account, accountAdded, completed(tx, lead, known, account), false);
    }

    private @Nullable Contact sameAddress(Tx tx, Lead lead) {
        var byEmail = lead.email() == null ? List.<Contact>of() : contacts.byEmail(tx, lead.email());
        if (!byEmail.isEmpty()) {
            return byEmail.getFirst();
        }
        var byPhone = lead.phone() == null ? List.<Contact>of() : contacts.byPhone(tx, lead.phone());
        return byPhone.size() == 1 ? byPhone.getFirst() : null;
    }

    private @Nullable Account sameCompany(Tx tx, Lead lead, @Nullable Contact known) {
        if (lead.company() != null) {
            var named = accounts.byCore(tx, lead.company());
            if (known != null && named.stream().anyMatch(one -> Objects.equals(one.id(), known.account()))) {
                return accounts.byId(tx, Objects.requireNonNull(known.account()));
            }
            return only(lead, named);
        }
        if (known != null) {
            return known.account() == null ? null : accounts.byId(tx, known.account());
        }
        String domain = Email.companyDomain(lead.email());
        return domain == null ? null : only(lead, accounts.byDomain(tx, domain));
    }

    private static @Nullable Account only(Lead lead, List<Account> found) {
        if (found.size() > 1) {
            String labels = found.stream().limit(5).map(Account::label).collect(Collectors.joining("; "));
            throw new ToolRefusal(
                    "ambiguous",
                    "account: " + lead.label() + " may belong to several: " + labels
                            + ". Give the number of the right one as account.");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private @Nullable Contact sameName(Tx tx, Lead lead, Account account) {
        return contacts.byName(tx, lead.name()).stream()
                .filter(one -> account.id().equals(one.account()))
                .findFirst()
                .orElse(null);
    }

    private Contact added(Tx tx, Lead lead, @Nullable Account account) {
        var contact = new Contact(
                tx.newId(),
                Numbers.CON.next(tx),
                account == null ? null : account.id(),
                account == null ? null : account.name(),
                lead.name(),
                null,
                lead.email(),
                lead.phone(),
                lead.marks(),
                tx.now());
        contacts.add(tx, List.of(contact));
        return contact;
    }

    /** A known contact keeps what is known of it and gains what only the lead knew. */
    private Contact completed(Tx tx, Lead lead, Contact known, @Nullable Account account) {
        Account joined = known.account() == null ? account : null;
        var completed = new Contact(
                known.id(),
                known.number(),
                joined == null ? known.account() : joined.id(),
                joined == null ? known.accountName() : joined.name(),
                known.name(),
                known.jobTitle(),
                known.email() == null ? lead.email() : known.email(),
                known.phone() == null ? lead.phone() : known.phone(),
                known.marks(),
                known.createdAt());
        if (!completed.equals(known)) {
            contacts.update(tx, completed);
        }
        return completed;
    }
}
