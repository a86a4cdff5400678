package dev.bac.orchestrator.oauth;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.orchestrator.oauth.OauthError.Code;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The authorization endpoint: what a client asks for, and what comes of it. */
public final class Authorizations {
    private final String issuer;
    private final Clients clients;
    private final Resources resources;
    private final Consents consents;

    /** @param issuer our own URL, which every answer names (RFC 9207) */
    public Authorizations(String issuer, Clients clients, Resources resources, Consents consents) {
        this.issuer = issuer;
        this.clients = clients;
        this.resources = resources;
        this.consents = consents;
    }

    /** What is to be done about a request. */
    public sealed interface Asked {
        /** The user is to be asked. */
        record Valid(AuthorizationRequest request) implements Asked {}

        /** The browser goes back to the client, which is told why. */
        record Refused(String redirect) implements Asked {}
    }

    /**
     * Reads a request.
     *
     * @throws OauthError when it is not known where the browser may be sent back to
     */
    public Asked read(Form form) {
        return read(form, clients.get(form.need("client_id")));
    }

    /**
     * The same before anybody has signed in: nothing is fetched for a stranger, so a client that only its document
     * describes is not looked at yet.
     */
    public Optional<Asked> readKnown(Form form) {
        String id = form.need("client_id");
        return ClientDocuments.address(id).isPresent() && clients.known(id).isEmpty()
                ? Optional.empty()
                : Optional.of(read(form, clients.get(id)));
    }

    private Asked read(Form form, Client client) {
        var back = AuthorizationRequest.Return.read(form, client);
        try {
            return new Asked.Valid(AuthorizationRequest.read(form, client, back, resources));
        } catch (OauthError e) {
            return new Asked.Refused(refused(back, e));
        }
    }

    /** Those of the scopes asked for that the user has, and so can give. */
    public Set<String> givable(Caller caller, AuthorizationRequest request) {
        var givable = new TreeSet<>(request.scopes());
        givable.removeIf(scope -> !caller.may(new Scope(scope)));
        return givable;
    }

    /**
     * The user agrees.
     *
     * @param chosen those of the scopes that they give; what was not asked for, or is not theirs, is left out
     * @return where the browser goes
     */
    public String agree(Caller caller, AuthorizationRequest request, Set<String> chosen) {
        Set<String> given = givable(caller, request);
        given.retainAll(chosen);
        if (given.isEmpty()) {
            return decline(caller, request);
        }
        String code = consents.agree(caller, request, given, resources.audience(request.resource()))
                .text();
        return address(request.back(), "code=" + encoded(code));
    }

    /** @return where the browser goes */
    public String decline(Caller caller, AuthorizationRequest request) {
        consents.decline(caller, request, resources.audience(request.resource()));
        return refused(request.back(), new OauthError(Code.ACCESS_DENIED, "The user did not agree."));
    }

    /** The host that an answer to the request goes to, as the user should see it. */
    public static String backTo(AuthorizationRequest request) {
        URI uri = URI.create(request.back().redirect());
        return uri.getHost() == null ? uri.getScheme() + ":" : uri.getAuthority();
    }

    /** Whether the answer stays on the user's own machine. */
    public static boolean onThisDevice(AuthorizationRequest request) {
        return Redirects.onThisDevice(URI.create(request.back().redirect()));
    }

    private String refused(AuthorizationRequest.Return back, OauthError why) {
        return address(back, "error=" + encoded(why.code().label()) + "&error_description=" + encoded(why.detail()));
    }

    private String address(AuthorizationRequest.Return back, String answer) {
        String state = back.state().map(text -> "&state=" + encoded(text)).orElse("");
        return back.redirect()
                + (back.redirect().contains("?") ? "&" : "?")
                + answer
                + state
                + "&iss="
                + encoded(issuer);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
