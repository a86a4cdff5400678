package dev.bac.agents;

import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import java.util.Optional;

/**
 * The journal of a run's calls. A resumed run reads it before it repeats a call: what has a result is not sent again;
 * what has only an intent is sent with the same key, so that the server answers with its first result.
 */
public interface CallLog {

    /** The outcome of the call with this key, where it is known. */
    Optional<ToolOutcome> outcome(String key);

    /** A call is about to be sent; kept before this returns. */
    void intent(ToolCall call);

    /** A call has an outcome that stands. */
    void outcome(String key, ToolOutcome outcome);
}
