package dev.bac.tools.mcp.oauth;

import dev.bac.identity.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** How each grant gets its tokens. */
final class Flows {
    private static final String TYPES = "urn:ietf:params:oauth:token-type:";
    private static final String GRANTS = "urn:ietf:params:oauth:grant-type:";

    private final ClientIdentity identity;
    private final TokenEndpoint tokens;
    private final RandomGenerator random;

    Flows(ClientIdentity identity, TokenEndpoint tokens, RandomGenerator random) {
        this.identity = identity;
        this.tokens = tokens;
        this.random = random;
    }

    /** Where the token comes from, what it is for and how much it may do. */
    record Target(AuthorizationServer server, Client client, String resource, Set<String> scopes) {}

    Tokens run(Grant grant, Caller caller, Target target) {
        return switch (grant) {
            case Grant.Agreed agreed -> agreed(agreed.browser(), caller, target);
            case Grant.Company company -> agreed(company.browser(), caller, target);
            case Grant.OwnBehalf _ -> ask(target, Map.of("grant_type", "client_credentials"));
            case Grant.Workload workload ->
                ask(
                        target,
                        Map.of(
                                "grant_type",
                                GRANTS + "jwt-bearer",
                                "assertion",
                                workload.assertions().token(caller)));
            case Grant.Managed managed ->
                ask(
                        target,
                        Map.of("grant_type", GRANTS + "jwt-bearer", "assertion", assertion(managed, caller, target)));
        };
    }

    private Tokens agreed(UserAgent browser, Caller caller, Target target) {
        return new CodeFlow(browser, identity, tokens, random)
                .run(caller, target.server(), target.client(), target.resource(), target.scopes());
    }

    private Tokens ask(Target target, Map<String, String> grant) {
        var form = new LinkedHashMap<>(grant);
        form.put("resource", target.resource());
        if (!target.scopes().isEmpty()) {
            form.put("scope", String.join(" ", target.scopes()));
        }
        return tokens.tokens(target.server(), target.client(), form, target.scopes());
    }

    /** The identity provider's word for the user, made for this authorization server and this resource. */
    private String assertion(Grant.Managed managed, Caller caller, Target target) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", GRANTS + "token-exchange");
        form.put("requested_token_type", TYPES + "id-jag");
        form.put("audience", target.server().issuer());
        form.put("resource", target.resource());
        form.put("subject_token", managed.signIns().token(caller));
        form.put("subject_token_type", TYPES + "id_token");
        form.put("client_id", managed.clientId());
        if (!target.scopes().isEmpty()) {
            form.put("scope", String.join(" ", target.scopes()));
        }
        return Json.text(tokens.exchange(managed.provider(), form), "access_token")
                .orElseThrow(() -> new OauthFailure("the identity provider gave no assertion"));
    }
}
