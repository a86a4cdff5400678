package dev.bac.crm.contact;

import dev.bac.crm.naming.Numbers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contact as tools answer it. */
public record ContactRow(
        UUID id,
        String number,
        String name,
        @Nullable String jobTitle,
        @Nullable UUID accountId,
        @Nullable String account,
        @Nullable String email,
        @Nullable String phone) {

    static ContactRow of(Contact contact) {
        return new ContactRow(
                contact.id(),
                Numbers.CON.label(contact.number()),
                contact.name(),
                contact.jobTitle(),
                contact.account(),
                contact.accountName(),
                contact.email(),
                contact.phone());
    }
}
