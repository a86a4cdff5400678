package dev.bac.llm.routing.choice;

import dev.bac.llm.routing.task.Surface;
import java.util.Optional;

/** What of a request must be kept so that its outcome can teach: never its text. */
public record Asked(Surface surface, Optional<float[]> meaning) {}
