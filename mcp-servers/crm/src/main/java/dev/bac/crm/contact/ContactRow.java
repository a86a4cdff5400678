package dev.bac.crm.contact;

import dev.bac.crm.naming.Numbers;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A contact as tools answer it; {@code custom} are the company's own fields, {@code version} grows with every change. */
public record ContactRow(
        UUID id,
        String number,
        String name,
        @Nullable String jobTitle,
        @Nullable UUID accountId,
        @Nullable String account,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String owner,
        List<String> tags,
        ObjectNode custom,
        int version) {

    static ContactRow of(Contact contact) {
        return new ContactRow(
                contact.id(),
                Numbers.CON.label(contact.number()),
                contact.name(),
                contact.jobTitle(),
                contact.account(),
                contact.accountName(),
                contact.email(),
                contact.phone(),
                contact.marks().owner(),
                contact.marks().tags(),
                contact.marks().custom(),
                contact.marks().version());
    }
}
