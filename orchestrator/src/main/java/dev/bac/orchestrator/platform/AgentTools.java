package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.activation.FollowedActivations;
import dev.bac.orchestrator.conversation.Rows;
import dev.bac.orchestrator.conversation.ToolProgress;
import dev.bac.orchestrator.conversation.ToolQuestions;
import dev.bac.orchestrator.conversation.Waits;
import dev.bac.tools.Manifest;
import dev.bac.tools.ManifestedToolbox;
import dev.bac.tools.MergedToolbox;
import dev.bac.tools.MeteredToolbox;
import dev.bac.tools.RememberedTools;
import dev.bac.tools.Toolbox;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What agents reach: of our own servers the tools that the manifests name, with the effects that these give them, and
 * beside them the tools of foreign servers.
 *
 * @param waits how long runs waited for people whom a foreign server asked
 */
record AgentTools(Toolbox toolbox, Foreign foreign, Waits waits) {
    private static final Duration LISTED = Duration.ofSeconds(30);
    private static final int LISTS = 1_000;
    /** How long a conversation waits for a business that it asked for. */
    private static final Duration FOLLOWED = Duration.ofSeconds(30);

    static AgentTools open(Ground ground, Domains domains, Rows rows, Started started) {
        var waits = new Waits();
        var questions =
                new ToolQuestions(rows, waits, ground.settings().approvals().answerWithin(), ground.clock());
        var foreign = started.opened(Foreign.open(
                ground.settings(),
                ground.access(),
                ground.signing().grants(),
                ground.publicUrl(),
                questions,
                ground.clock()));
        var metered = new MeteredToolbox(
                new FollowedActivations(
                        new MergedToolbox(foreign.beside(manifested(domains.boxes()))),
                        new ToolProgress(rows),
                        FOLLOWED,
                        ground.clock()),
                (_, tool, outcome, took) -> ground.metrics()
                        .timer("bac.tool", "tool", tool, "outcome", outcome)
                        .record(took),
                ground.clock());
        return new AgentTools(ground.telemetry().traced(metered), foreign, waits);
    }

    private static Map<String, Toolbox> manifested(Map<String, ? extends Toolbox> boxes) {
        var admitted = new LinkedHashMap<String, Toolbox>();
        boxes.forEach((name, box) -> admitted.put(
                name,
                new RememberedTools(
                        new ManifestedToolbox(box, Manifest.shipped(name).orElseThrow()), LISTED, LISTS)));
        return admitted;
    }
}
