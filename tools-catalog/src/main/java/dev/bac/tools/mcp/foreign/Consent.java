package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.TokenRefused;
import java.util.function.Predicate;

/**
 * Checks approvals of foreign tools' calls. Our own servers check a grant in the write's transaction; a foreign one
 * knows nothing of grants, so it is checked and used up here before the call leaves.
 *
 * @param policyVersion the rules in force; a grant of earlier ones is void
 * @param firstUse keeps a grant's id for good and says whether it is new; it must outlive the process
 */
public record Consent(Grants grants, String policyVersion, Predicate<String> firstUse) {

    /** True once for a grant of exactly this call. */
    boolean spend(Caller caller, String tool, String argumentsHash, String proof) {
        Grant grant;
        try {
            grant = grants.verify(proof);
        } catch (TokenRefused notOurs) {
            return false;
        }
        var run = caller.actor().flatMap(Delegation::run);
        return grant.tenant().equals(caller.tenant())
                && grant.tool().equals(tool)
                && grant.argumentsHash().equals(argumentsHash)
                && grant.policyVersion().equals(policyVersion)
                && (run.isEmpty() || run.get().equals(grant.run()))
                && firstUse.test(grant.id());
    }
}
