package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.store.AuditChain.Head;
import dev.bac.store.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditChainTest {
    private static final Head NONE = new Head(0, "");

    private final Store store = TestDatabase.shared().open(new SchemaSpec("audit_test", List.of()));
    private final AuditChain chain = store.auditChain();
    private final TenantId tenant = TestDatabase.newTenant(store);

    @BeforeEach
    void threeRows() {
        record(tenant, 3);
        chainUpTo(tenant, 3);
    }

    private void record(TenantId who, int rows) {
        for (int i = 0; i < rows; i++) {
            AuditEntry entry = new AuditEntry(
                    "user", Optional.of("agent"), "WEB", "finance_invoice_create", "done", Json.parse("{\"n\":1.50}"));
            store.write(who, tx -> {
                Audit.write(tx, entry);
                return 0;
            });
        }
    }

    private void chainUpTo(TenantId who, long position) {
        for (int attempt = 0; attempt < 500 && chain.head(who).position() < position; attempt++) {
            chain.extend();
        }
    }

    /** What somebody does who has the database's highest rights. */
    private void tamper(String sql) {
        PostgresAddress admin = TestDatabase.address();
        Jdbi.create(admin.jdbcUrl(), admin.user(), admin.password())
                .useHandle(handle -> handle.execute(
                        "SET search_path = audit_test; " + sql.replace("$tenant", "tenant_id = '" + tenant + "'")));
    }

    @Test
    void findsNothingInAnHonestChain() {
        assertThat(chain.head(tenant).position()).isEqualTo(3);
        assertThat(chain.verify(tenant, NONE)).isEmpty();
        assertThat(chain.verify(tenant, chain.head(tenant))).isEmpty();
    }

    @Test
    void findsAChangedRow() {
        tamper(
                "UPDATE audit SET outcome = 'refused' WHERE $tenant AND seq = (SELECT max(seq) FROM audit WHERE $tenant)");

        assertThat(chain.verify(tenant, NONE)).singleElement().asString().contains("at link 3 was changed");
    }

    @Test
    void findsARowWhoseDigestWasMadeToFit() {
        tamper("UPDATE audit SET digest = repeat('0', 64) WHERE $tenant AND id ="
                + " (SELECT audit_id FROM audit_chain WHERE $tenant AND position = 2)");

        assertThat(chain.verify(tenant, NONE)).singleElement().asString().contains("at link 2 was changed");
    }

    @Test
    void findsAMissingRow() {
        tamper("DELETE FROM audit WHERE $tenant AND id ="
                + " (SELECT audit_id FROM audit_chain WHERE $tenant AND position = 2)");

        assertThat(chain.verify(tenant, NONE)).singleElement().asString().contains("at link 2 is missing");
    }

    @Test
    void findsARowThatWasTakenOutTogetherWithItsLink() {
        tamper("DELETE FROM audit_chain WHERE $tenant AND position = 2");

        assertThat(chain.verify(tenant, NONE))
                .contains("links 2 to 2 are missing", "link 3 does not follow from the one before");
    }

    @Test
    void findsACutTailAgainstAHeadThatWasKept() {
        Head kept = chain.head(tenant);
        tamper("DELETE FROM audit_chain WHERE $tenant AND position = 3");

        assertThat(chain.verify(tenant, NONE)).isEmpty();
        assertThat(chain.verify(tenant, kept)).containsExactly("the chain ends at 2, it was at 3 before");
    }

    @Test
    void chainsEachRowOnceWhenTwoChainersRun() throws Exception {
        TenantId other = TestDatabase.newTenant(store);
        record(tenant, 20);
        record(other, 20);
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                running.add(threads.submit(() -> {
                    for (int round = 0; round < 20; round++) {
                        try {
                            chain.extend();
                        } catch (RuntimeException e) {
                            continue; // the other one was first
                        }
                    }
                }));
            }
        }
        chainUpTo(tenant, 23);
        chainUpTo(other, 20);

        assertThat(chain.head(tenant).position()).isEqualTo(23);
        assertThat(chain.head(other).position()).isEqualTo(20);
        assertThat(chain.verify(tenant, NONE)).isEmpty();
        assertThat(chain.verify(other, NONE)).isEmpty();
    }
}
