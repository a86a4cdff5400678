package dev.bac.orchestrator.access;

import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** People, who are global, and what they are in each company. */
public final class Members {
    private final GlobalRows rows;

    public Members(GlobalRows rows) {
        this.rows = rows;
    }

    /** The person of that name in that company, with all roles they have there. */
    public Optional<Member> find(TenantId company, String name) {
        return rows.read(tx -> tx.sql()
                .createQuery("""
                        SELECT p.id AS person, p.name, m.company, m.roles
                        FROM person p JOIN membership m ON m.person = p.id
                        WHERE m.company = :company AND p.name = :name
                        """)
                .bind("company", company.value())
                .bind("name", name)
                .map((row, _) -> member(row))
                .findOne());
    }

    /** That person in that company, with all roles they have there. */
    public Optional<Member> find(TenantId company, UserId person) {
        return rows.read(tx -> tx.sql()
                .createQuery("""
                        SELECT p.id AS person, p.name, m.company, m.roles
                        FROM person p JOIN membership m ON m.person = p.id
                        WHERE m.company = :company AND p.id = :person
                        """)
                .bind("company", company.value())
                .bind("person", person.value())
                .map((row, _) -> member(row))
                .findOne());
    }

    /**
     * Makes the person when there is none of that name, and adds the roles to those they have in the company.
     *
     * @throws BadName when they are new and their name cannot be told from another's
     * @throws Seats.Taken when they are new there and the company's plan holds no more people
     */
    public Member enrol(TenantId company, String name, Set<Role> roles) {
        rows.write(tx -> {
            checkNew(tx, name);
            tx.sql()
                    .createUpdate("""
                    INSERT INTO person (id, name, created_at) VALUES (:id, :name, :now) ON CONFLICT (name) DO NOTHING
                    """)
                    .bind("id", tx.newId())
                    .bind("name", name)
                    .bind("now", tx.now())
                    .execute();
            Seats.keep(tx, company, name);
            return tx.sql()
                    .createUpdate("""
                            INSERT INTO membership (person, company, roles)
                            SELECT id, :company, :roles FROM person WHERE name = :name
                            ON CONFLICT (person, company) DO UPDATE
                            SET roles = ARRAY(SELECT DISTINCT unnest(membership.roles || excluded.roles) ORDER BY 1)
                            """)
                    .bind("company", company.value())
                    .bindArray("roles", String.class, labels(roles))
                    .bind("name", name)
                    .execute();
        });
        return find(company, name).orElseThrow();
    }

    /** Who is there already keeps their name, whatever it is. */
    private static void checkNew(GlobalRows.Shared tx, String name) {
        if (name.indexOf('\0') < 0 && known(tx, name)) {
            return;
        }
        Names.problem(name).ifPresent(problem -> {
            throw new BadName(problem);
        });
        tx.sql().execute("SELECT pg_advisory_xact_lock(hashtextextended('bac.person.name', 0))");
        if (known(tx, name)) {
            return;
        }
        String looks = Names.looks(name);
        try (var names = tx.sql().createQuery("SELECT name FROM person").mapTo(String.class).stream()) {
            names.filter(other -> Names.looks(other).equals(looks)).findFirst().ifPresent(other -> {
                throw new BadName("\"" + other + "\" is there already, and the names would be taken for one another");
            });
        }
    }

    private static boolean known(GlobalRows.Shared tx, String name) {
        return tx.sql()
                .createQuery("SELECT EXISTS (SELECT FROM person WHERE name = :name)")
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    /** A new person cannot be called that. */
    public static final class BadName extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadName(String message) {
            super(message, null, false, false);
        }
    }

    static Object[] labels(Set<Role> roles) {
        return roles.stream().map(Role::label).sorted().toArray();
    }

    /** Reads the columns person, name, company and roles. */
    static Member member(ResultSet row) throws SQLException {
        return new Member(
                new TenantId(row.getObject("company", UUID.class)),
                new UserId(row.getObject("person", UUID.class)),
                row.getString("name"),
                roles((String[]) row.getArray("roles").getArray()));
    }

    private static Set<Role> roles(String[] labels) {
        return Arrays.stream(labels)
                .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
