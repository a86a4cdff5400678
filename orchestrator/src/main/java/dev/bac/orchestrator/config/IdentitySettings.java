package dev.bac.orchestrator.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Who lets clients in, and under which address.
 *
 * @param url where clients find this installation, when that is not where it listens: behind a proxy that ends TLS
 * @param registration whether clients may register themselves (RFC 7591); off unless somebody says otherwise
 * @param clients those an administrator registered
 * @param issuer somebody else's OpenID Connect issuer, in place of the built-in authorization server
 */
public record IdentitySettings(
        Optional<String> url, boolean registration, List<RegisteredClient> clients, Optional<Issuer> issuer) {

    /** The built-in authorization server, for clients that describe themselves by a document. */
    public static final IdentitySettings BUILT_IN =
            new IdentitySettings(Optional.empty(), false, List.of(), Optional.empty());

    public IdentitySettings {
        clients = List.copyOf(clients);
    }

    /** A client that an administrator registered; {@code secret} is one, and absent for a public client. */
    public record RegisteredClient(String id, String name, List<String> redirects, Optional<String> secret) {
        public RegisteredClient {
            redirects = List.copyOf(redirects);
        }

        @Override
        public String toString() {
            return "RegisteredClient[" + id + "]";
        }
    }

    /**
     * Where tokens come from instead.
     *
     * @param url exactly as its tokens' {@code iss} names it
     * @param tenant name of the claim that holds the company's short name
     * @param company the company of every token, when there is no such claim
     * @param name name of the claim that holds what to call the person
     * @param roles name of the claim that holds the roles, as a list or as text with spaces
     */
    public record Issuer(String url, String tenant, Optional<String> company, String name, String roles) {}

    static IdentitySettings read(Section section) {
        var read = new IdentitySettings(
                url(section, "url"),
                section.flag("registration", false),
                section.sections("clients").stream()
                        .map(IdentitySettings::client)
                        .toList(),
                issuer(section.section("issuer")));
        section.done();
        return read;
    }

    private static RegisteredClient client(Section section) {
        var read = new RegisteredClient(
                section.required("id"),
                section.text("name").orElseGet(() -> section.required("id")),
                section.texts("redirects"),
                section.text("secret"));
        if (read.redirects().isEmpty()) {
            throw section.mistake("redirects", "must name at least one address, such as http://127.0.0.1/callback");
        }
        section.done();
        return read;
    }

    private static Optional<Issuer> issuer(Section section) {
        if (!section.given()) {
            return Optional.empty();
        }
        String url = url(section, "url").orElseGet(() -> section.required("url"));
        var claims = section.section("claims");
        var read = new Issuer(
                url,
                claims.text("tenant").orElse("tenant"),
                section.text("company"),
                claims.text("name").orElse("preferred_username"),
                claims.text("roles").orElse("roles"));
        claims.done();
        section.done();
        return Optional.of(read);
    }

    /** https, or http where it stays on this machine; without a slash at its end, which would be another name. */
    private static Optional<String> url(Section section, String key) {
        return section.text(key).map(text -> {
            try {
                var uri = new URI(text);
                boolean here = List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(uri.getHost()));
                if (uri.getHost() != null
                        && !text.endsWith("/")
                        && ("https".equals(uri.getScheme()) || (here && "http".equals(uri.getScheme())))) {
                    return text;
                }
            } catch (java.net.URISyntaxException e) {
                // Told below, like every other address that does not do.
            }
            throw section.mistake(key, "must be an https address without a slash at its end");
        });
    }
}
