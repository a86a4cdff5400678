package dev.bac.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a PostgreSQL server is and how to sign in.
 *
 * @param password never shown
 */
public record PostgresAddress(String host, int port, String database, String user, String password) {
    private static final int USUAL_PORT = 5432;

    /**
     * Reads {@code postgresql://user:password@host:5432/database}, percent-encoded where a part needs it.
     *
     * @throws IllegalArgumentException when it is not such an address; the message does not repeat it
     */
    public static PostgresAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        boolean named = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        String user = uri.getRawUserInfo();
        String path = uri.getRawPath();
        if (!named || uri.getHost() == null || user == null || path == null || path.length() < 2) {
            throw malformed();
        }
        if (uri.getRawQuery() != null) {
            throw new IllegalArgumentException(
                    "parameters after ? are not taken in the address of a database; TLS is used when the server has it");
        }
        int colon = user.indexOf(':');
        return new PostgresAddress(
                uri.getHost(),
                uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                decode(path.substring(1)),
                decode(colon < 0 ? user : user.substring(0, colon)),
                colon < 0 ? "" : decode(user.substring(colon + 1)));
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "not an address of a database; write it like postgresql://user:password@host:5432/database");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** The same server and database, signed in as somebody else. */
    public PostgresAddress as(String otherUser, String otherPassword) {
        return new PostgresAddress(host, port, database, otherUser, otherPassword);
    }

    /** The same server and user, another database. */
    public PostgresAddress inDatabase(String other) {
        return new PostgresAddress(host, port, other, user, password);
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
