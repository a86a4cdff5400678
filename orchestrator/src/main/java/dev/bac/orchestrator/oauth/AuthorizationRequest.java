package dev.bac.orchestrator.oauth;

import dev.bac.mcp.ProtectedResource;
import dev.bac.orchestrator.oauth.OauthError.Code;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a client asks a user for.
 *
 * @param challenge of its code verifier (RFC 7636, S256)
 * @param scopes those of the resource that it asked for
 */
public record AuthorizationRequest(
        Client client, Return back, String challenge, ProtectedResource resource, SortedSet<String> scopes) {
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int LONGEST_STATE = 2_000;

    public AuthorizationRequest {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    /** Where the answer goes, with what the client wants to see again. */
    public record Return(String redirect, Optional<String> state) {

        /** @throws OauthError when the address is none of the client's: then nobody is sent there */
        static Return read(Form form, Client client) {
            String redirect = form.find("redirect_uri").orElseGet(() -> only(client));
            if (!Redirects.acceptable(redirect, client.origin()) || !Redirects.among(client.redirects(), redirect)) {
                throw new OauthError(Code.INVALID_REQUEST, "redirect_uri is none that this client registered.");
            }
            return new Return(redirect, form.find("state"));
        }

        private static String only(Client client) {
            if (client.redirects().size() != 1) {
                throw new OauthError(Code.INVALID_REQUEST, "The request lacks redirect_uri.");
            }
            return client.redirects().getFirst();
        }
    }

    /** @throws OauthError of which the client is to be told by way of {@code back} */
    static AuthorizationRequest read(Form form, Client client, Return back, Resources resources) {
        if (back.state().orElse("").length() > LONGEST_STATE) {
            throw new OauthError(Code.INVALID_REQUEST, "state is too long.");
        }
        if (!form.need("response_type").equals("code")) {
            throw new OauthError(Code.UNSUPPORTED_RESPONSE_TYPE, "response_type must be code.");
        }
        if (!form.find("response_mode").orElse("query").equals("query")) {
            throw new OauthError(Code.INVALID_REQUEST, "response_mode must be query.");
        }
        if (!S256.matcher(form.need("code_challenge")).matches()
                || !form.need("code_challenge_method").equals("S256")) {
            throw new OauthError(Code.INVALID_REQUEST, "PKCE with code_challenge_method S256 is wanted.");
        }
        ProtectedResource resource = form.find("resource")
                .flatMap(resources::find)
                .orElseThrow(() -> new OauthError(
                        Code.INVALID_TARGET, "resource must be the address of an MCP server of this installation."));
        return new AuthorizationRequest(client, back, form.need("code_challenge"), resource, scopes(form, resource));
    }

    /** Scopes of other resources are left out; when none is asked for, those for reading are. */
    private static Set<String> asked(Form form, ProtectedResource resource) {
        return form.find("scope")
                .<Set<String>>map(text -> Set.of(distinct(text)))
                .orElse(resource.reading());
    }

    private static String[] distinct(String text) {
        return Pattern.compile(" +").splitAsStream(text.strip()).distinct().toArray(String[]::new);
    }

    private static SortedSet<String> scopes(Form form, ProtectedResource resource) {
        var scopes = new TreeSet<>(resource.scopes());
        scopes.retainAll(asked(form, resource));
        if (scopes.isEmpty()) {
            throw new OauthError(Code.INVALID_SCOPE, "None of the scopes is one of this resource.");
        }
        return scopes;
    }
}
