package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may come in over HTTP. */
interface Entrance {

    /** The caller of a request; empty when its {@code Authorization} header lets nobody in. */
    Optional<Caller> admit(@Nullable String authorization);

    /** The {@code WWW-Authenticate} header that goes with a 401 to a request without a credential. */
    String challenge();

    /**
     * The {@code WWW-Authenticate} header that goes with a 401.
     *
     * @param readOnly true when only tools that read are wanted
     * @param refused true when there was a credential, and it was not taken
     */
    default String challenge(boolean readOnly, boolean refused) {
        return challenge();
    }

    /** The {@code WWW-Authenticate} header that goes with a 403 for want of a scope (RFC 6750, section 3.1). */
    String insufficient(Scope needed);

    /** Whether a page of that origin may call. */
    boolean allowsOrigin(String origin);
}
