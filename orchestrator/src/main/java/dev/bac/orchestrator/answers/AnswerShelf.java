package dev.bac.orchestrator.answers;

import dev.bac.identity.TenantId;
import java.util.Optional;

/** Where kept answers lie for other nodes, as text under the question's key. May forget any of them. */
public interface AnswerShelf {
    /** Of one node only. */
    AnswerShelf NONE = new AnswerShelf() {
        @Override
        public Optional<String> find(TenantId tenant, String key) {
            return Optional.empty();
        }

        @Override
        public void keep(TenantId tenant, String key, String answer) {
            // Nobody shares it.
        }
    };

    Optional<String> find(TenantId tenant, String key);

    void keep(TenantId tenant, String key, String answer);
}
