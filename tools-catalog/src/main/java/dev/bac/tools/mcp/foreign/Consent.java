package dev.bac.tools.mcp.foreign;

import dev.bac.identity.Caller;
import dev.bac.identity.Delegation;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.TenantId;
import dev.bac.identity.TokenRefused;
import java.util.function.BiPredicate;

/**
 * Checks approvals of foreign tools' calls. Our own servers check a grant in the write's transaction; a foreign one
 * knows nothing of grants, so it is checked and used up here before the call leaves.
 *
 * @param policyVersion the rules in force; a grant of earlier ones is void
 * @param firstUse keeps an id of a company for good and says whether it is new; it must outlive the process
 */
public record Consent(Grants grants, String policyVersion, BiPredicate<TenantId, String> firstUse) {

    /** True once for each id. */
    boolean isFirst(Caller caller, String id) {
        return firstUse.test(caller.tenant(), id);
    }

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
                && isFirst(caller, "grant " + grant.id());
    }
}
