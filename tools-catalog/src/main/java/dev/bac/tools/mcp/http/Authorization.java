package dev.bac.tools.mcp.http;

import dev.bac.identity.Caller;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What authorizes the requests to one server. Nothing here is ever taken from the caller's own credential. */
public interface Authorization {

    /** The value of the header {@code Authorization} for the next request; empty when there is nothing to send yet. */
    Optional<String> header(Caller caller);

    /**
     * Told of a refusal, so that it can get what was missing. Blocks while it does.
     *
     * @param sent the header that was refused; another may be known by now
     * @return true when the request is worth another attempt
     */
    boolean renew(Caller caller, Optional<String> sent, Challenge challenge);

    /** For a server that asks for nothing. */
    static Authorization none() {
        return new Fixed(Map.of());
    }

    /** The same headers with every request: an API key that an admin has entered. */
    static Authorization fixed(Map<String, String> headers) {
        return new Fixed(headers);
    }

    /** Headers beside {@code Authorization}, such as {@code X-Api-Key}; the same with every request. */
    default Map<String, String> others() {
        return Map.of();
    }

    /** Headers that no refusal changes. */
    record Fixed(Map<String, String> values) implements Authorization {
        public Fixed {
            var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            byName.putAll(values);
            values = Collections.unmodifiableMap(byName);
        }

        @Override
        public Optional<String> header(Caller caller) {
            return Optional.ofNullable(values.get("Authorization"));
        }

        @Override
        public boolean renew(Caller caller, Optional<String> sent, Challenge challenge) {
            return false;
        }

        @Override
        public Map<String, String> others() {
            var others = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            others.putAll(values);
            others.remove("Authorization");
            return others;
        }

        @Override
        public String toString() {
            return "Fixed[…]";
        }
    }
}
