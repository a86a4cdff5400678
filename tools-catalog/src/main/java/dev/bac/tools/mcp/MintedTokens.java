package dev.bac.tools.mcp;

import dev.bac.identity.Caller;
import dev.bac.tools.mcp.http.Authorization;
import dev.bac.tools.mcp.http.Challenge;
import java.util.Optional;

/** A token made for one of our own servers, with every request; a refusal is final. */
record MintedTokens(String server, TokenSource tokens) implements Authorization {

    @Override
    public Optional<String> header(Caller caller) {
        return Optional.of("Bearer " + tokens.token(caller, server));
    }

    @Override
    public boolean renew(Caller caller, Optional<String> sent, Challenge challenge) {
        return false;
    }
}
