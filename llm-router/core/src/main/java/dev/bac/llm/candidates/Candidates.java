package dev.bac.llm.candidates;

import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import java.util.List;

/**
 * Says who may answer a request. Fallback asks once a request, before the first attempt, and goes down the list; what it
 * leaves out may not answer.
 */
@FunctionalInterface
public interface Candidates {

    /**
     * Most wanted first; empty when nobody may. Does not block on a vendor.
     *
     * @param request its model is {@code auto}, with or without a policy's name
     * @throws dev.bac.llm.ModelException when the request asks for what nobody here has, such as an unknown policy
     */
    List<Candidate> order(Caller caller, ChatRequest request);

    /** The same for every request. */
    static Candidates always(List<Candidate> candidates) {
        var fixed = List.copyOf(candidates);
        return (_, _) -> fixed;
    }
}
