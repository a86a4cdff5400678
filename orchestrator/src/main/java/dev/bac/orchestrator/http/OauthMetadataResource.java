package dev.bac.orchestrator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the authorization server can do (RFC 8414), and the keys its tokens are signed with. Clients that look for an
 * OpenID Connect issuer find the same at that path; there are no ID tokens.
 */
public final class OauthMetadataResource implements Resource {
    private static final List<String> CLIENT_PROOFS = List.of("none", "client_secret_basic", "client_secret_post");

    private final Metadata metadata;
    private final Supplier<String> keys;

    /**
     * @param issuer our own URL
     * @param scopes every scope there are tokens for
     * @param registration whether clients may register themselves
     * @param keys the public keys as a JWK set
     */
    public OauthMetadataResource(String issuer, List<String> scopes, boolean registration, Supplier<String> keys) {
        this.keys = keys;
        this.metadata = new Metadata(
                issuer,
                issuer + "/oauth/authorize",
                issuer + "/oauth/token",
                issuer + "/oauth/revoke",
                registration ? issuer + "/oauth/register" : null,
                issuer + "/oauth/jwks",
                issuer + "/docs",
                scopes,
                List.of("code"),
                List.of("query"),
                List.of("authorization_code", "refresh_token"),
                List.of("S256"),
                CLIENT_PROOFS,
                CLIENT_PROOFS,
                List.of("public"),
                List.of("ES256"),
                true,
                true);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Metadata(
            @JsonProperty("issuer") String issuer,
            @JsonProperty("authorization_endpoint") String authorization,
            @JsonProperty("token_endpoint") String token,
            @JsonProperty("revocation_endpoint") String revocation,
            @JsonProperty("registration_endpoint") @Nullable String registration,
            @JsonProperty("jwks_uri") String keys,
            @JsonProperty("service_documentation") String docs,
            @JsonProperty("scopes_supported") List<String> scopes,
            @JsonProperty("response_types_supported") List<String> responses,
            @JsonProperty("response_modes_supported") List<String> modes,
            @JsonProperty("grant_types_supported") List<String> grants,

            @JsonProperty("code_challenge_methods_supported")
            List<String> challenges,

            @JsonProperty("token_endpoint_auth_methods_supported")
            List<String> proofs,

            @JsonProperty("revocation_endpoint_auth_methods_supported")
            List<String> revocationProofs,

            @JsonProperty("subject_types_supported") List<String> subjects,

            @JsonProperty("id_token_signing_alg_values_supported")
            List<String> algorithms,

            @JsonProperty("client_id_metadata_document_supported")
            boolean documents,

            @JsonProperty("authorization_response_iss_parameter_supported")
            boolean names) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/.well-known/oauth-authorization-server", this::metadata);
        routes.get("/.well-known/openid-configuration", this::metadata);
        routes.get("/oauth/jwks", ctx -> {
            ctx.header("Cache-Control", "public, max-age=300");
            ctx.contentType("application/json");
            ctx.result(keys.get());
        });
    }

    private void metadata(Context ctx) {
        ctx.header("Cache-Control", "public, max-age=300");
        Answer.json(ctx, metadata);
    }
}
