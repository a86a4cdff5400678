package dev.bac.tools.mcp.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an authorization server says of itself (RFC 8414, or OpenID Connect Discovery 1.0).
 *
 * @param challengeMethods empty when the server does not say, and then it has no PKCE for us
 * @param metadataDocuments true when it takes the address of a document as a client's id
 * @param sendsIssuer true when its answers name it (RFC 9207)
 */
record AuthorizationServer(
        String issuer,
        Optional<URI> authorizationEndpoint,
        URI tokenEndpoint,
        Optional<URI> registrationEndpoint,
        List<String> scopes,
        List<String> grantTypes,
        List<String> challengeMethods,
        Optional<List<String>> authenticationMethods,
        boolean metadataDocuments,
        boolean sendsIssuer) {

    static AuthorizationServer of(ObjectNode metadata) {
        return new AuthorizationServer(
                Json.text(metadata, "issuer").orElse(""),
                Json.uri(metadata, "authorization_endpoint"),
                Json.uri(metadata, "token_endpoint")
                        .orElseThrow(() -> new OauthFailure("the authorization server has no token endpoint")),
                Json.uri(metadata, "registration_endpoint"),
                Json.texts(metadata, "scopes_supported").orElse(List.of()),
                Json.texts(metadata, "grant_types_supported").orElse(List.of("authorization_code")),
                Json.texts(metadata, "code_challenge_methods_supported").orElse(List.of()),
                Json.texts(metadata, "token_endpoint_auth_methods_supported"),
                metadata.path("client_id_metadata_document_supported").asBoolean(false),
                metadata.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }
}
