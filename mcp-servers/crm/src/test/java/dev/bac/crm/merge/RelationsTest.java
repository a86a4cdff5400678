package dev.bac.crm.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.crm.CrmToolsTest;
import dev.bac.mcp.testing.TestServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelationsTest {
    private final TestServer crm = CrmToolsTest.prepared();

    /** Whoever adds a table that points to a record must say what becomes of it in a merge. */
    @ParameterizedTest
    @EnumSource(MergeKind.class)
    void everyColumnThatPointsToARecordMovesInAMerge(MergeKind kind) {
        Set<String> inTheDatabase = new HashSet<>(crm.read(tx -> tx.sql()
                .createQuery("""
                        SELECT c.conrelid::regclass || '.' || a.attname FROM pg_constraint c
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2]
                        WHERE c.contype = 'f' AND c.confrelid = CAST(:table AS regclass)
                        """)
                .bind("table", kind.table())
                .mapTo(String.class)
                .list()));
        inTheDatabase.add("merged.into_id");

        assertThat(kind.relations().stream().map(Relation::label)).containsExactlyInAnyOrderElementsOf(inTheDatabase);
    }
}
