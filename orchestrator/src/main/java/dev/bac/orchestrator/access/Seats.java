package dev.bac.orchestrator.access;

import dev.bac.identity.TenantId;
import dev.bac.mcp.Entitlements;
import java.util.Optional;

/** As many people as a company's plan holds, exactly: whoever adds one holds the company's line until it is done. */
public final class Seats {
    private static final String METER = "users";

    private Seats() {}

    /** The plan holds no more people. */
    public static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Taken(long most) {
            super("the company's plan holds " + most + " people and has them; an operator can give it a larger plan");
        }
    }

    static void keep(GlobalRows.Shared tx, TenantId company, String name) {
        var rules = rules(tx, company);
        if (rules.isEmpty()) {
            return;
        }
        var most = Entitlements.read(rules.get()).limit(METER);
        if (most.isEmpty()) {
            return;
        }
        tx.sql()
                .createQuery("SELECT id FROM company WHERE id = :company FOR UPDATE")
                .bind("company", company.value())
                .mapTo(String.class)
                .findOne();
        boolean member = tx.sql()
                .createQuery("""
                        SELECT EXISTS (SELECT FROM membership m JOIN person p ON p.id = m.person
                                       WHERE m.company = :company AND p.name = :name)
                        """)
                .bind("company", company.value())
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
        long members = tx.sql()
                .createQuery("SELECT count(*) FROM membership WHERE company = :company")
                .bind("company", company.value())
                .mapTo(Long.class)
                .one();
        if (!member && members >= most.getAsLong()) {
            throw new Taken(most.getAsLong());
        }
    }

    private static Optional<String> rules(GlobalRows.Shared tx, TenantId company) {
        tx.sql().execute("SELECT set_config('app.tenant', ?, true)", company.toString());
        return tx.sql()
                .createQuery("SELECT rules FROM tenant WHERE rules IS NOT NULL")
                .mapTo(String.class)
                .findOne();
    }
}
