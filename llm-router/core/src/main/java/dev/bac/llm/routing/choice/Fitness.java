package dev.bac.llm.routing.choice;

import dev.bac.llm.routing.ModelCard;
import dev.bac.llm.routing.task.Need;
import dev.bac.llm.routing.task.Task;
import java.time.LocalDate;
import java.util.Optional;

/** Whether a model can serve a request at all, by its card. A model without a card is believed to can. */
final class Fitness {
    private Fitness() {}

    /** Why it cannot, in words; empty when it can. */
    static Optional<String> lacks(ModelCard card, Task task, LocalDate today) {
        if (card.life().retired(today)) {
            return Optional.of("was retired on " + card.life().retires().orElseThrow());
        }
        for (Need need : task.needs()) {
            if (!can(card.features(), need)) {
                return Optional.of("takes no " + need.words());
            }
        }
        // The estimate may be short of the truth by a quarter; a prompt that is too long costs a failed call.
        long whole = task.promptTokens() + Math.min(task.maxTokens(), 1_000);
        return card.context().filter(context -> whole > context).map(context -> "holds only " + context + " tokens");
    }

    private static boolean can(ModelCard.Features features, Need need) {
        return switch (need) {
            case IMAGES -> features.inputs().contains("image");
            case TOOLS -> features.tools();
            case FORCED_TOOLS -> features.forcedTools();
            case STRICT_SCHEMA -> features.strictSchema();
            case TEMPERATURE -> features.parameters().contains("temperature");
        };
    }
}
