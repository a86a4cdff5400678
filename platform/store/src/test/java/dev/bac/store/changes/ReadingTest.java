package dev.bac.store.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.testing.TestDatabase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private static final Store STORE = Ledger.open(TestDatabase.shared());
    private final Store store = STORE;
    private final TenantId tenant = TestDatabase.newTenant(store);

    private Set<String> kinds(String sql) {
        return Ledger.reading(store, tenant, sql).orElseThrow().kinds();
    }

    @Test
    void namesTheTablesOfAStatementAndTheCompanysSettings() {
        assertThat(kinds("SELECT title FROM book")).containsExactly("book", "tenant");
        assertThat(kinds("SELECT b.title FROM \"book\" b JOIN ledger.line l ON l.book = b.id"))
                .containsExactly("book", "line", "tenant");
        assertThat(kinds("SELECT 1")).containsExactly("tenant");
    }

    @Test
    void looksThroughViewsAndFunctions() {
        assertThat(kinds("SELECT * FROM heavy")).contains("line");
        assertThat(kinds("SELECT total()")).contains("line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT value FROM rate",
                "SELECT id FROM line WHERE due < CURRENT_DATE",
                "SELECT id FROM line WHERE due < 'today'::date",
                "SELECT title FROM book WHERE random() > 2",
                "SELECT count(*) FROM audit",
                "SELECT relname FROM pg_class",
                "SELECT 1 FROM U&\"b\\006f\\006fk\""
            })
    void tellsNothingOfWhatDependsOnMoreThanTrackedRows(String sql) {
        assertThat(Ledger.reading(store, tenant, sql)).isEmpty();
    }

    @Test
    void tellsTheDayWhereItMattered() {
        var set = Ledger.reading(store, tenant, tx -> tx.sql()
                        .createQuery("SELECT id FROM line WHERE due < :today")
                        .bind("today", tx.today())
                        .mapToMap()
                        .list())
                .orElseThrow();

        assertThat(set.date()).contains(store.read(tenant, dev.bac.store.Tx::today));
        assertThat(set.kinds()).containsExactly("line", "tenant");
    }

    @Test
    void tellsNothingOnceTheMomentMattered() {
        var read = Ledger.reading(store, tenant, tx -> assertThat(tx.now()).isNotNull());

        assertThat(read).isEmpty();
    }

    @Test
    void tellsNothingOfASchemaWhoseChangesAreNotNoted() {
        var notes = TestDatabase.shared().open(new SchemaSpec("notes", List.of("dev/bac/store/notes")));
        var other = TestDatabase.newTenant(notes);

        var read = notes.read(other, tx -> tx.reading().readSet());

        assertThat(read).isEmpty();
        assertThat(notes.notesChanges()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "5:4:", "1:9:9", "1:9:3,2", "0:4:", "1:2:x", "1:99999999999999999999:"})
    void refusesWhatIsNoSnapshot(String text) {
        assertThatThrownBy(() -> new ReadSet(Set.of("book"), text, java.util.Optional.empty(), "here"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
