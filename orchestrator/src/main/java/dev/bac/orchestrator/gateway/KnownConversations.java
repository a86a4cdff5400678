package dev.bac.orchestrator.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which stored conversation a request goes on with. Programs send all that was said each time; when it is exactly what
 * was said here, the agent goes on in the conversation it knows, with what its tools told.
 */
final class KnownConversations {
    private static final long MOST = 10_000;

    private record Key(String owner, String agent, List<Message> said) {}

    private final Cache<Key, UUID> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    Optional<UUID> find(Caller caller, String agent, List<Message> said) {
        return said.isEmpty() ? Optional.empty() : Optional.ofNullable(known.getIfPresent(key(caller, agent, said)));
    }

    void remember(Caller caller, String agent, List<Message> said, UUID conversation) {
        known.put(key(caller, agent, said), conversation);
    }

    private static Key key(Caller caller, String agent, List<Message> said) {
        return new Key(caller.tenant() + " " + caller.user(), agent, List.copyOf(said));
    }
}
