package dev.bac.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.TenantId;
import dev.bac.store.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IdempotencyTest {
    private final Store store = TestDatabase.shared().open(new SchemaSpec("notes", List.of("dev/bac/store/notes")));
    private final TenantId tenant = TestDatabase.newTenant(store);

    private Idempotency.Answer add(TenantId who, String key, String text) {
        JsonNode request = Json.parse("{\"text\":\"" + text + "\"}");
        return store.write(
                who,
                tx -> Idempotency.once(tx, key, CanonicalJson.sha256(request), () -> {
                    tx.sql().execute("INSERT INTO note (id, text) VALUES (?, ?)", tx.newId(), text);
                    return Json.parse("{\"id\":\"" + tx.newId() + "\",\"amount\":1200.10}");
                }));
    }

    private int notes(TenantId who) {
        return store.read(who, tx -> tx.sql()
                .createQuery("SELECT count(*) FROM note")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void writesOnceWhenSixteenAskAtTheSameTime() throws Exception {
        List<Future<Idempotency.Answer>> asked = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 16; i++) {
                asked.add(threads.submit(() -> add(tenant, "key", "same")));
            }
        }
        List<String> answers = new ArrayList<>();
        int first = 0;
        for (Future<Idempotency.Answer> answer : asked) {
            answers.add(answer.get().json().toString());
            first += answer.get().repeated() ? 0 : 1;
        }

        assertThat(first).isEqualTo(1);
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(answers.getFirst()).contains("1200.10");
        assertThat(notes(tenant)).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatComesWithAnotherRequest() {
        add(tenant, "key", "one");

        assertThatThrownBy(() -> add(tenant, "key", "two"))
                .isInstanceOf(StoreException.KeyReused.class)
                .hasMessageContaining("used before with another request");
        assertThat(notes(tenant)).isEqualTo(1);
    }

    @Test
    void keepsNothingOfAWriteThatFailed() {
        assertThatThrownBy(() -> store.write(
                        tenant,
                        tx -> Idempotency.once(tx, "key", "hash", () -> {
                            throw new IllegalStateException("no");
                        })))
                .isInstanceOf(IllegalStateException.class);

        assertThat(add(tenant, "key", "again").repeated()).isFalse();
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        TenantId other = TestDatabase.newTenant(store);
        add(tenant, "key", "one");

        assertThat(add(other, "key", "two").repeated()).isFalse();
    }

    @Test
    void consumesAGrantOnce() {
        store.write(tenant, tx -> {
            GrantsUsed.consume(tx, "grant-1");
            return 0;
        });

        assertThatThrownBy(() -> store.write(tenant, tx -> {
                    GrantsUsed.consume(tx, "grant-1");
                    return 0;
                }))
                .isInstanceOf(StoreException.GrantUsed.class);
    }
}
