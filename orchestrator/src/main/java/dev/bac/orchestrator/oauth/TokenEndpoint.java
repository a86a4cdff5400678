package dev.bac.orchestrator.oauth;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TokenIssuer;
import dev.bac.orchestrator.access.Resumption;
import dev.bac.orchestrator.access.Secret;
import dev.bac.orchestrator.oauth.OauthError.Code;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns codes and refresh tokens into access tokens, each for one resource and five minutes. */
public final class TokenEndpoint {
    private static final Duration LIFE = TokenIssuer.LONGEST_LIFE;
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final Clients clients;
    private final Consents consents;
    private final Resources resources;
    private final Resumption people;
    private final TokenIssuer issuer;

    public TokenEndpoint(
            Clients clients, Consents consents, Resources resources, Resumption people, TokenIssuer issuer) {
        this.clients = clients;
        this.consents = consents;
        this.resources = resources;
        this.people = people;
        this.issuer = issuer;
    }

    /** The answer to a token request (RFC 6749, section 5.1). */
    public record Tokens(String accessToken, Duration life, String scope, String refreshToken) {}

    /**
     * Answers a token request.
     *
     * @param authorization the {@code Authorization} header, if there is one
     * @throws OauthError when there is no token to be had
     */
    public Tokens tokens(Form form, Optional<String> authorization) {
        Client client = client(form, authorization);
        return switch (form.need("grant_type")) {
            case "authorization_code" -> byCode(form, client);
            case "refresh_token" -> byRefresh(form, client);
            default ->
                throw new OauthError(
                        Code.UNSUPPORTED_GRANT_TYPE, "grant_type must be authorization_code or refresh_token.");
        };
    }

    /** Ends what hangs on a refresh token; a text that is none is as good as revoked (RFC 7009, section 2.2). */
    public void revoke(Form form, Optional<String> authorization) {
        Client client = client(form, authorization);
        String token = form.need("token");
        if (token.indexOf('.') >= 0) {
            throw new OauthError(Code.UNSUPPORTED_TOKEN_TYPE, "An access token ends by itself within five minutes.");
        }
        consents.revoke(token, client.id());
    }

    private Tokens byCode(Form form, Client client) {
        String verifier = form.need("code_verifier");
        String redirect = form.find("redirect_uri")
                .orElseGet(() ->
                        client.redirects().size() == 1 ? client.redirects().getFirst() : "");
        if (!VERIFIER.matcher(verifier).matches()) {
            throw new OauthError(Code.INVALID_GRANT, "code_verifier has 43 to 128 letters and digits.");
        }
        var binding = new Consents.Binding(client.id(), redirect, challenge(verifier));
        return answer(form, consents.redeem(form.need("code"), binding));
    }

    private Tokens byRefresh(Form form, Client client) {
        return answer(form, consents.refresh(form.need("refresh_token"), client.id()));
    }

    private Tokens answer(Form form, Consents.Shown shown) {
        return switch (shown) {
            case Consents.Shown.Bad _ ->
                throw new OauthError(
                        Code.INVALID_GRANT, "It is unknown, used, expired, revoked, or was given to another client.");
            case Consents.Shown.Good good -> minted(form, good.consent(), good.refresh());
        };
    }

    private Tokens minted(Form form, Consent consent, Secret refresh) {
        form.find("resource")
                .filter(asked ->
                        resources.find(asked).map(resources::audience).stream().noneMatch(consent.resource()::equals))
                .ifPresent(_ -> {
                    throw new OauthError(Code.INVALID_TARGET, "resource is not the one that the user agreed to.");
                });
        Caller whole = people.caller(consent.tenant(), consent.user(), consent.roles(), Channel.MCP);
        Set<Scope> scopes = consent.scopes().stream()
                .map(Scope::new)
                .filter(whole::may)
                .filter(scope -> narrowed(form, scope))
                .collect(Collectors.toSet());
        if (scopes.isEmpty()) {
            throw new OauthError(Code.INVALID_GRANT, "Nothing is left of what the user could give.");
        }
        var caller = new Caller(
                whole.tenant(), whole.user(), whole.name(), whole.roles(), scopes, whole.channel(), whole.actor());
        String token = issuer.mint(caller, consent.resource(), LIFE, Optional.of(consent.client()));
        String scope = scopes.stream().map(Scope::value).sorted().collect(Collectors.joining(" "));
        return new Tokens(token, LIFE, scope, refresh.text());
    }

    /** A refresh may ask for less than was given (RFC 6749, section 6). */
    private static boolean narrowed(Form form, Scope scope) {
        return form.find("scope")
                .map(text -> Set.copyOf(Arrays.asList(text.strip().split(" +"))).contains(scope.value()))
                .orElse(true);
    }

    private Client client(Form form, Optional<String> authorization) {
        Credentials given = authorization
                .map(header -> Credentials.basic(header, form))
                .orElseGet(() -> new Credentials(form.need("client_id"), form.find("client_secret")));
        Client client = clients.get(given.id());
        if (!client.provedBy(given.secret())) {
            throw new OauthError(Code.INVALID_CLIENT, "The client did not prove itself.");
        }
        return client;
    }

    /** What a client proves itself with, by header or in the form, but not both (RFC 6749, section 2.3). */
    private record Credentials(String id, Optional<String> secret) {
        private static final String BASIC = "Basic ";

        static Credentials basic(String header, Form form) {
            try {
                String[] parts = new String(
                                Base64.getDecoder().decode(header.substring(BASIC.length())), StandardCharsets.UTF_8)
                        .split(":", 2);
                String id = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
                String secret = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
                boolean twice = form.find("client_secret").isPresent()
                        || !form.find("client_id").orElse(id).equals(id);
                if (header.startsWith(BASIC) && !twice) {
                    return new Credentials(id, secret.isEmpty() ? Optional.empty() : Optional.of(secret));
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                // No credentials of that kind: told below.
            }
            throw new OauthError(Code.INVALID_CLIENT, "The Authorization header is no client's.");
        }
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
