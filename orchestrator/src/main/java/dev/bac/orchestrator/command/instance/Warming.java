package dev.bac.orchestrator.command.instance;

import dev.bac.agents.Routes;
import dev.bac.agents.format.Fleet;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.VectorFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the built-in planner read what all agents and tools say of themselves while nobody has asked anything yet: until it
 * has, a question waits and then goes by wording alone, which finds the right tool less often. At the first start it
 * keeps a core busy for some twenty seconds; later ones take what it read from a file.
 */
final class Warming {
    private static final Logger LOG = LoggerFactory.getLogger(Warming.class);
    private static final Duration LOADING = Duration.ofMinutes(2);

    private Warming() {}

    /** The instance's own, beside the one that all instances of a build share where the launcher names it. */
    private static VectorFile file(Path data) {
        return new VectorFile(
                data.resolve("cache").resolve("vectors"),
                Optional.ofNullable(System.getProperty("bac.vectors")).map(Path::of));
    }

    static void start(PlannerModel planner, Embedder embedder, Platform platform, Path data) {
        Thread.ofPlatform().daemon().name("planner-warming").start(() -> read(planner, embedder, platform, data));
    }

    private static void read(PlannerModel planner, Embedder embedder, Platform platform, Path data) {
        if (!embedder.readyWithin(LOADING)) {
            return;
        }
        long began = System.nanoTime();
        var library = Fleet.shipped();
        try {
            InstanceFile.find(data)
                    .flatMap(instance -> new ApiEntrance(platform.access().keys()).caller(instance.key()))
                    .ifPresent(caller -> library.find("front-desk").ifPresent(desk -> {
                        var routes = Routes.of(library, caller, desk, platform.toolbox());
                        if (planner.warm(routes, file(data))) {
                            var learnt = planner.handovers(routes, "Hello");
                            LOG.info(
                                    "The planner read {} agents and {} handovers in {} ms",
                                    library.all().size(),
                                    learnt.size(),
                                    (System.nanoTime() - began) / 1_000_000);
                        }
                    }));
        } catch (RuntimeException closing) {
            LOG.debug("The planner reads on with the first question: {}", closing.toString());
        }
    }
}
