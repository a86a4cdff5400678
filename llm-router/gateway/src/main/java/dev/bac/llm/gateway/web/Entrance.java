package dev.bac.llm.gateway.web;

import dev.bac.identity.Caller;
import java.util.Optional;

/** Who may come in. */
public interface Entrance {

    /** Whose key this is, if it works now. */
    Optional<Caller> caller(String key);

    /** Whether the caller may ask models at all. */
    default boolean mayAsk(Caller caller) {
        return true;
    }

    /** Takes one of the calls that the caller's company may make today; false when there is none left. */
    default boolean takesCall(Caller caller) {
        return true;
    }

    /**
     * Counts a request.
     *
     * @param who a user, or an address when nobody is known
     * @return zero when it may pass, else how many seconds to wait
     */
    long waitSeconds(String who);
}
