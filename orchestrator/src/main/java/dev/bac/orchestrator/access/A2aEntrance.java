package dev.bac.orchestrator.access;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Scope;
import dev.bac.identity.TokenRefused;
import dev.bac.identity.TokenVerifier;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the caller of a request of another's agent: by an API key, by a token that our own authorization server made for
 * A2A, or by one of another issuer. A token of ours lets its holder talk to agents as the person who agreed; the agents
 * then do what that person may, and what each of them is allowed.
 */
public final class A2aEntrance {
    /** Below the base URL: where A2A is spoken, and what tokens for it name as their audience. */
    public static final String PATH = "/a2a";

    /** What such a token must hold. */
    public static final Scope TALK = new Scope("chat:use");

    private final ApiEntrance others;
    private final TokenVerifier tokens;
    private final Foreigners foreigners;
    private final Resumption people;
    private final String baseUrl;

    /** @param others takes API keys, and tokens of another issuer for the whole API */
    public A2aEntrance(
            ApiEntrance others, TokenVerifier tokens, Foreigners foreigners, Resumption people, String baseUrl) {
        this.others = others;
        this.tokens = tokens;
        this.foreigners = foreigners;
        this.people = people;
        this.baseUrl = baseUrl;
    }

    /** What tokens for it are made for. */
    public String audience() {
        return baseUrl + PATH;
    }

    /** Where a client that was refused learns where tokens come from (RFC 9728, section 5.1). */
    public String challenge() {
        return "Bearer resource_metadata=\"" + baseUrl + "/.well-known/oauth-protected-resource" + PATH + "\", scope=\""
                + TALK + "\"";
    }

    /** Empty when the credential is none, or one for something else. */
    public Optional<Caller> caller(String credential) {
        try {
            return tokens.claimsToBeOurs(credential)
                    ? Optional.of(speaking(tokens.verify(credential, audience())))
                    : others.caller(credential).or(() -> foreigners
                            .member(credential, audience())
                            .map(member -> Entrance.caller(member, Channel.API)));
        } catch (TokenRefused refused) {
            return Optional.empty();
        }
    }

    /** Whoever agreed, as far as they still may; with no scope at all when the token does not hold the one for it. */
    private Caller speaking(Caller shown) {
        if (shown.actor().isPresent()) {
            throw new TokenRefused("an agent's token is for tools");
        }
        var person = people.caller(shown.tenant(), shown.user(), shown.roles(), Channel.API);
        return shown.may(TALK)
                ? person
                : new Caller(
                        person.tenant(),
                        person.user(),
                        person.name(),
                        person.roles(),
                        Set.of(),
                        Channel.API,
                        Optional.empty());
    }
}
