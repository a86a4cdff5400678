package dev.bac.orchestrator.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.store.SchemaSpec;
import dev.bac.store.Store;
import dev.bac.store.journal.Fence;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on one database must seal with one key. */
class SealCheckTest {
    private final Store store = TestPlatform.shared()
            .platform()
            .storage()
            .database()
            .open(new SchemaSpec("seal_check_test", List.of("dev/bac/orchestrator/migrations", Fence.MIGRATIONS)));

    @Test
    void knowsTheFirstNodesKeyAndNoOther(@TempDir Path first, @TempDir Path second) {
        var random = new SecureRandom();

        assertThat(SealCheck.fits(store, SealingKey.of(first, random))).isTrue();
        assertThat(SealCheck.fits(store, SealingKey.of(first, random))).isTrue();
        assertThat(SealCheck.fits(store, SealingKey.of(second, random))).isFalse();

        SealCheck.replace(store, SealingKey.of(second, random));
        assertThat(SealCheck.fits(store, SealingKey.of(second, random))).isTrue();
    }
}
