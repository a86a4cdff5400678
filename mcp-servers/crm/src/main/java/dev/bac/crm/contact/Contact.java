package dev.bac.crm.contact;

import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Numbers;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param number told as {@code CON-1001}
 * @param account the company they work for
 * @param accountName its name, for telling and searching
 * @param email in lower case
 * @param phone E.164
 */
public record Contact(
        UUID id,
        int number,
        @Nullable UUID account,
        @Nullable String accountName,
        String name,
        @Nullable String jobTitle,
        @Nullable String email,
        @Nullable String phone,
        Marks marks,
        Instant createdAt) {

    /** {@code CON-1001 Jane Doe, Acme}. */
    public String label() {
        return Numbers.CON.label(number) + " " + name + (accountName == null ? "" : ", " + accountName);
    }

    String search() {
        return Fold.search(name, accountName, jobTitle, email, phone);
    }
}
