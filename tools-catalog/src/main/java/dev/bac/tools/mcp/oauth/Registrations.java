package dev.bac.tools.mcp.oauth;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the client ids that authorization servers gave by themselves (RFC 7591), for each address that browsers come back
 * to. One that outlives the process must encrypt the secrets.
 */
public interface Registrations {

    Optional<Registration> find(String issuer, URI redirect);

    void save(String issuer, URI redirect, Registration made);

    /**
     * What a server gave.
     *
     * @param method how we prove at its token endpoint who we are, where it said
     */
    record Registration(String id, Optional<String> secret, Optional<String> method) {

        @Override
        public String toString() {
            return "Registration[" + id + "]";
        }
    }

    /** In memory, gone with the process. */
    static Registrations inMemory() {
        return new Kept(new ConcurrentHashMap<>());
    }

    /** A map of registrations. */
    record Kept(Map<String, Registration> made) implements Registrations {
        private static final int MAX_SERVERS = 100;

        @Override
        public Optional<Registration> find(String issuer, URI redirect) {
            return Optional.ofNullable(made.get(key(issuer, redirect)));
        }

        @Override
        public void save(String issuer, URI redirect, Registration registration) {
            if (made.size() >= MAX_SERVERS && !made.containsKey(key(issuer, redirect))) {
                throw new OauthFailure("registered with more than " + MAX_SERVERS + " authorization servers");
            }
            made.put(key(issuer, redirect), registration);
        }

        private static String key(String issuer, URI redirect) {
            return issuer + " " + redirect;
        }
    }
}
