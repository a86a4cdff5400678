package dev.bac.orchestrator.command;

import dev.bac.agents.Routes;
import dev.bac.agents.format.Fleet;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.retrieval.Embedder;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the built-in planner read what all agents and tools say of themselves while nobody has asked anything yet: until it
 * has, a question waits and then goes by wording alone, which finds the right tool less often. It keeps a core busy for
 * some twenty seconds.
 */
final class Warming {
    private static final Logger LOG = LoggerFactory.getLogger(Warming.class);
    private static final Duration LOADING = Duration.ofMinutes(2);

    private Warming() {}

    static void start(PlannerModel planner, Embedder embedder, Platform platform, Path data) {
        Thread.ofPlatform().daemon().name("planner-warming").start(() -> read(planner, embedder, platform, data));
    }

    private static void read(PlannerModel planner, Embedder embedder, Platform platform, Path data) {
        if (!embedder.readyWithin(LOADING)) {
            return;
        }
        var library = Fleet.shipped();
        try {
            InstanceFile.find(data)
                    .flatMap(instance -> new ApiEntrance(platform.access().keys()).caller(instance.key()))
                    .ifPresent(caller -> library.find("front-desk").ifPresent(desk -> {
                        var routes = Routes.of(library, caller, desk, platform.toolbox());
                        if (planner.warm(routes)) {
                            var learnt = planner.handovers(routes, "Hello");
                            LOG.debug(
                                    "The planner knows {} agents and {} handovers",
                                    library.all().size(),
                                    learnt.size());
                        }
                    }));
        } catch (RuntimeException closing) {
            LOG.debug("The planner reads on with the first question: {}", closing.toString());
        }
    }
}
