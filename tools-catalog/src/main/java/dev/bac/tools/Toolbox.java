package dev.bac.tools;

import dev.bac.identity.Caller;
import java.util.List;
import java.util.Optional;

/** Tools that can be listed and called. Permission, metering and the like are wrappers around another toolbox. */
public interface Toolbox {

    /** What this caller may see, always in the same order. */
    List<Tool> tools(Caller caller);

    /** Why a tool that this caller could know is not among {@link #tools} now, where there is something to be done. */
    default Optional<String> missing(Caller caller, String tool) {
        return Optional.empty();
    }

    /**
     * Calls a tool. A refusal or a failure of the tool is an outcome; only a fault of ours is thrown.
     *
     * @throws ToolboxException when the server cannot be reached or does not answer within its limit
     */
    ToolOutcome call(Caller caller, ToolCall call);
}
