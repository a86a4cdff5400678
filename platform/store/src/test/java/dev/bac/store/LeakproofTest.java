package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.store.isolation.Leakproof;
import dev.bac.store.testing.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeakproofTest {
    private final Store store =
            TestDatabase.shared().open(new SchemaSpec("search_test", List.of("dev/bac/store/search")));
    private final TenantId tenant = TestDatabase.newTenant(store);

    @BeforeEach
    void enoughRowsForAnIndexToPay() {
        store.asOwner(tenant, tx -> {
            tx.sql()
                    .execute(
                            "INSERT INTO page (id, title) SELECT uuidv7(), md5(n::text) FROM generate_series(1, 10000) n");
            tx.sql().execute("SELECT gin_clean_pending_list('page_title'), gin_clean_pending_list('page_words')");
            return tx.sql().execute("ANALYZE page");
        });
    }

    private String plan(String condition) {
        return store.read(tenant, tx -> {
            tx.sql().execute("SET LOCAL enable_seqscan = off");
            return String.join(
                    "\n",
                    tx.sql()
                            .createQuery("EXPLAIN SELECT id FROM page WHERE " + condition)
                            .mapTo(String.class)
                            .list());
        });
    }

    @Test
    void searchesByIndexUnderRowLevelSecurity() {
        assertThat(plan("title % 'monitor'")).contains("Index Cond").containsPattern("Index Cond:.*title %");
        assertThat(plan("words @@ to_tsquery('simple', 'monitor')")).containsPattern("Index Cond:.*words @@");
    }

    @Test
    void leavesOperatorsThatTellOfOtherRowsAsTheyAre() {
        assertThat(plan("title LIKE '%monitor%'")).doesNotContainPattern("Index Cond:.*title");
    }

    @Test
    void hasNothingLeftToDoWhereWeAreSuperuser() {
        PostgresAddress admin = TestDatabase.address();
        List<String> missing =
                Jdbi.create(admin.jdbcUrl(), admin.user(), admin.password()).withHandle(Leakproof::missing);

        assertThat(missing).isEmpty();
        assertThat(TestDatabase.shared().advice()).isEmpty();
    }
}
