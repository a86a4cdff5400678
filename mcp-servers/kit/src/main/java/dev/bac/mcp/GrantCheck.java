package dev.bac.mcp;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.Grant;
import dev.bac.identity.TokenRefused;

/** What was agreed to must be what would run: same tenant, tool, arguments and run, under the rules still in force. */
record GrantCheck(ToolSecurity security) {

    /** @throws ToolRefusal {@code grant_invalid} */
    Grant check(String proof, Caller caller, String tool, String argumentsHash) {
        Grant grant;
        try {
            grant = security.grants().verify(proof);
        } catch (TokenRefused e) {
            throw refused("is expired or not ours");
        }
        if (!grant.tenant().equals(caller.tenant()) || !grant.tool().equals(tool)) {
            throw refused("was given for another call");
        }
        if (!grant.argumentsHash().equals(argumentsHash)) {
            throw refused("was given for other arguments");
        }
        if (!grant.policyVersion().equals(security.policyVersion())) {
            throw refused("was given under rules that have changed since");
        }
        var run = caller.actor().flatMap(Delegation::run);
        if (run.isPresent() && !run.get().equals(grant.run())) {
            throw refused("was given in another run");
        }
        return grant;
    }

    private static ToolRefusal refused(String why) {
        return new ToolRefusal("grant_invalid", "The approval " + why + ". Ask for approval of this call again.");
    }
}
