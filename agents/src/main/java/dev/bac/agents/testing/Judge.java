package dev.bac.agents.testing;

import java.util.List;
import java.util.Optional;

/** Says what is wrong with an answer beyond what a test expects; a model does, where one is asked to. */
@FunctionalInterface
public interface Judge {
    /** Finds fault with nothing: tests run with no model. */
    Judge NOBODY = (_, _, _) -> Optional.empty();

    /** @param returned what the tools returned, in their order */
    Optional<String> complaint(String asked, List<String> returned, String answer);
}
