package dev.bac.llm.routing.choice;

import dev.bac.identity.TenantId;
import dev.bac.llm.routing.ModelCard;
import dev.bac.llm.routing.live.Pace;
import dev.bac.llm.routing.live.Paces;
import dev.bac.llm.routing.quality.Guess;
import dev.bac.llm.routing.quality.Learned;
import dev.bac.llm.routing.quality.Lessons;
import dev.bac.llm.routing.task.Need;
import dev.bac.llm.routing.task.Task;
import dev.bac.retrieval.Embedder;
import java.time.Instant;
import java.util.Optional;

/** What is expected of each model: price from the catalogue, pace from what was measured, quality from what was learned. */
final class Estimates {
    /** Calls that a conversation is expected to go on for; one that calls tools goes on longer. */
    private static final double FURTHER = 1;

    private static final double FURTHER_WITH_TOOLS = 2.5;

    private final Paces paces;
    private final Lessons lessons;
    private final Threads threads;
    private final Embedder embedder;

    Estimates(Paces paces, Lessons lessons, Threads threads, Embedder embedder) {
        this.paces = paces;
        this.lessons = lessons;
        this.threads = threads;
        this.embedder = embedder;
    }

    /** What is the same for all models of one request. */
    record Context(Task task, Optional<Learned> learned, Asked asked, Instant now) {}

    /** The request is embedded only when something was learned that embeddings bear on: it takes some 10 ms. */
    Context context(TenantId tenant, Task task, Instant now) {
        Optional<Learned> learned = lessons.of(tenant);
        Optional<float[]> meaning = learned.filter(Learned::wantsMeaning).flatMap(_ -> embedder.embed(task.text()));
        return new Context(task, learned, new Asked(task.surface(), meaning), now);
    }

    Expected of(String model, Optional<ModelCard> card, Context context) {
        Task task = context.task;
        Pace pace = paces.of(model);
        double output = Math.min((double) task.maxTokens(), pace.outputTokens());
        var warmth = threads.warmth(task.conversation(), model, context.now);
        double further = task.needs().contains(Need.TOOLS) ? FURTHER_WITH_TOOLS : FURTHER;
        Bill bill = card.map(known -> Bill.of(known, warmth, (double) task.promptTokens(), output, further))
                .orElse(new Bill(0, 0));
        double guess = guess(model, card, task.difficulty());
        var learned = context.learned.flatMap(known -> known.estimate(
                model,
                task.surface(),
                context.asked.meaning(),
                guess(model, card, task.surface().difficulty())));
        return new Expected(
                bill.call(),
                bill.mean(),
                pace.seconds(output),
                pace.slowSeconds(output),
                learned.map(Learned.Estimate::score).orElse(guess),
                learned.map(Learned.Estimate::unsure).orElse(1.0),
                learned.isPresent(),
                warmth.likely());
    }

    /** What a model without lessons is believed to do. */
    static double guess(String model, Optional<ModelCard> card, double difficulty) {
        double worth = card.map(known -> known.price().output().doubleValue())
                .filter(price -> price > 0)
                .orElseGet(() -> Guess.worth(model));
        return Guess.score(worth, difficulty);
    }
}
