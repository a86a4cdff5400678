package dev.bac.tools.mcp.http;

import dev.bac.identity.Caller;
import java.util.Optional;

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
        return new Fixed(Optional.empty());
    }

    /** The same header with every request: an API key that an admin has entered. */
    static Authorization fixed(String header) {
        return new Fixed(Optional.of(header));
    }

    /** A header that no refusal changes. */
    record Fixed(Optional<String> value) implements Authorization {

        @Override
        public Optional<String> header(Caller caller) {
            return value;
        }

        @Override
        public boolean renew(Caller caller, Optional<String> sent, Challenge challenge) {
            return false;
        }

        @Override
        public String toString() {
            return "Fixed[…]";
        }
    }
}
