package dev.bac.tools.mcp.oauth;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps tokens between requests. One that outlives the process must encrypt them. */
public interface TokenStore {

    /** @param holder whose they are, as {@link OauthAuthorization} names it */
    Optional<Tokens> find(String holder);

    void save(String holder, Tokens tokens);

    void remove(String holder);

    /** In memory, gone with the process. */
    static TokenStore inMemory() {
        var kept = new ConcurrentHashMap<String, Tokens>();
        return new Kept(kept);
    }

    /** A map of tokens. */
    record Kept(Map<String, Tokens> tokens) implements TokenStore {
        private static final int MAX_HOLDERS = 100_000;

        @Override
        public Optional<Tokens> find(String holder) {
            return Optional.ofNullable(tokens.get(holder));
        }

        @Override
        public void save(String holder, Tokens given) {
            if (tokens.size() >= MAX_HOLDERS && !tokens.containsKey(holder)) {
                throw new OauthFailure("tokens of more than " + MAX_HOLDERS + " users are kept");
            }
            tokens.put(holder, given);
        }

        @Override
        public void remove(String holder) {
            tokens.remove(holder);
        }

        @Override
        public String toString() {
            return "Kept[" + tokens.size() + "]";
        }
    }
}
