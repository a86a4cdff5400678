package dev.bac.llm.gateway.openai;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.identity.Caller;
import dev.bac.llm.Message;
import dev.bac.llm.gateway.web.Limits;
import dev.bac.llm.gateway.web.Refused;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Responses that a later request may go on from, each for its caller alone, in this process's memory and for a while. One
 * that is gone is refused in so many words, and the caller sends the conversation itself.
 */
final class StoredResponses {

    /** @param said the conversation with the answer, without instructions */
    record Stored(ObjectNode response, List<Message> said) {
        Stored {
            said = List.copyOf(said);
        }

        int size() {
            return said.stream()
                            .mapToInt(message -> message.toString().length())
                            .sum()
                    + response.toString().length();
        }
    }

    private record Key(String owner, String id) {
        static Key of(Caller caller, String id) {
            return new Key(caller.tenant() + " " + caller.user(), id);
        }
    }

    private final Cache<Key, Stored> stored;

    StoredResponses(Limits limits) {
        stored = Caffeine.newBuilder()
                .maximumWeight(limits.storedBytes())
                .weigher((Key _, Stored one) -> one.size())
                .expireAfterWrite(limits.storedFor())
                .build();
    }

    void keep(Caller caller, String id, Stored one) {
        stored.put(Key.of(caller, id), one);
    }

    /** @throws Refused when the caller has none of that id */
    List<Message> before(Caller caller, String id) {
        Stored found = stored.getIfPresent(Key.of(caller, id));
        if (found == null) {
            throw Refused.missing(
                    "previous_response_not_found",
                    "previous_response_id",
                    "Previous response with id '" + id
                            + "' not found; they are kept for a while only. Send the conversation as input.");
        }
        return found.said();
    }

    /** @throws Refused when the caller has none of that id */
    ObjectNode require(Caller caller, String id) {
        Stored found = stored.getIfPresent(Key.of(caller, id));
        if (found == null) {
            throw Refused.of(Refused.Reason.NOT_FOUND, "not_found", "Response with id '" + id + "' not found.");
        }
        return found.response();
    }

    void forget(Caller caller, String id) {
        stored.invalidate(Key.of(caller, id));
    }
}
