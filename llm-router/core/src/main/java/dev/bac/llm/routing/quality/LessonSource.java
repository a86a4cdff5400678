package dev.bac.llm.routing.quality;

import dev.bac.identity.TenantId;
import java.util.List;

/** Where a company's lessons are kept, of all nodes. */
@FunctionalInterface
public interface LessonSource {
    /** The latest, newest first. */
    List<Lesson> latest(TenantId tenant, int most);

    LessonSource NONE = (_, _) -> List.of();
}
