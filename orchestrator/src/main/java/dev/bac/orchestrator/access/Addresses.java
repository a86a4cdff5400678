package dev.bac.orchestrator.access;

import dev.bac.identity.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a company's people can be reached: at the e-mail address kept for them there, or at their name where it is one.
 * Nothing in the API changes an address. Whoever could, could have a colleague's link sent to themselves and agree twice;
 * on the machine itself everybody's keys can be made anyway.
 */
public final class Addresses {
    private static final int LONGEST = 254;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}\\.[^@\\s.]{2,60}");

    private final GlobalRows rows;

    public Addresses(GlobalRows rows) {
        this.rows = rows;
    }

    /** A person with all roles they have in the company, and where they can be reached. */
    public record Reached(Member member, Optional<String> address) {}

    /** True for what a message can be sent to. */
    public static boolean isAddress(String text) {
        return text.length() <= LONGEST && EMAIL.matcher(text).matches();
    }

    /** A company's people by name, the first so many. */
    public List<Reached> all(TenantId company, int most) {
        return rows.read(tx -> tx.sql()
                .createQuery("""
                        SELECT p.id AS person, p.name, m.company, m.roles, m.address
                        FROM membership m JOIN person p ON p.id = m.person
                        WHERE m.company = :company ORDER BY p.name LIMIT :most
                        """)
                .bind("company", company.value())
                .bind("most", most)
                .map((row, _) -> reached(row))
                .list());
    }

    /** The person of that name in that company. */
    public Optional<Reached> find(TenantId company, String name) {
        return rows.read(tx -> tx.sql()
                .createQuery("""
                        SELECT p.id AS person, p.name, m.company, m.roles, m.address
                        FROM membership m JOIN person p ON p.id = m.person
                        WHERE m.company = :company AND p.name = :name
                        """)
                .bind("company", company.value())
                .bind("name", name)
                .map((row, _) -> reached(row))
                .findOne());
    }

    /**
     * Keeps an address for that company alone, or forgets it.
     *
     * @return false when nobody of that name is there
     * @throws IllegalArgumentException when it is no e-mail address
     */
    public boolean keep(TenantId company, String name, Optional<String> address) {
        if (address.filter(text -> !isAddress(text)).isPresent()) {
            throw new IllegalArgumentException(
                    "\"%s\" is no e-mail address of at most %d characters".formatted(address.get(), LONGEST));
        }
        return rows.write(tx -> tx.sql()
                        .createUpdate("""
                                UPDATE membership m SET address = :address FROM person p
                                WHERE p.id = m.person AND m.company = :company AND p.name = :name
                                """)
                        .bind("address", address.orElse(null))
                        .bind("company", company.value())
                        .bind("name", name)
                        .execute())
                == 1;
    }

    private static Reached reached(ResultSet row) throws SQLException {
        Member member = Members.member(row);
        return new Reached(member, Optional.ofNullable(row.getString("address")).or(() -> Optional.of(member.name())
                .filter(Addresses::isAddress)));
    }
}
