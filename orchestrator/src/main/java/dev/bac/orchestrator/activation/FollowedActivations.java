package dev.bac.orchestrator.activation;

import dev.bac.identity.Caller;
import dev.bac.orchestrator.conversation.ToolProgress;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whoever asks in a conversation for a business sees its seven steps as they are done, and the call answers what came of
 * them. The business does not depend on it: when the conversation ends, or waiting takes too long, setting up goes on.
 */
public final class FollowedActivations implements Toolbox {
    private static final Set<String> FOLLOWED =
            Set.of("provisioning_business_activate", "provisioning_profile_activate");
    private static final String STATUS = "provisioning_activation_status";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int STEPS = 7;
    private static final int LONGEST = 300;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Toolbox inner;
    private final ToolProgress progress;
    private final Duration patience;
    private final InstantSource clock;

    /** @param patience how long a call waits for the last step */
    public FollowedActivations(Toolbox inner, ToolProgress progress, Duration patience, InstantSource clock) {
        this.inner = inner;
        this.progress = progress;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public List<Tool> tools(Caller caller) {
        return inner.tools(caller);
    }

    @Override
    public Optional<String> missing(Caller caller, String tool) {
        return inner.missing(caller, tool);
    }

    @Override
    public ToolOutcome call(Caller caller, ToolCall call) {
        var outcome = inner.call(caller, call);
        return FOLLOWED.contains(call.tool())
                        && outcome instanceof ToolOutcome.Done done
                        && ToolProgress.inConversation(caller)
                ? followed(caller, call, done)
                : outcome;
    }

    private ToolOutcome followed(Caller caller, ToolCall call, ToolOutcome.Done asked) {
        Instant end = clock.instant().plus(patience);
        var now = asked.content().path("activation");
        int told = 0;
        while (true) {
            told = tell(caller, call.tool(), now, told);
            if (ended(now) || clock.instant().isAfter(end) || !paused()) {
                return answer(asked, now);
            }
            var status = inner.call(caller, status(call, now.path("id").asString("")));
            if (!(status instanceof ToolOutcome.Done known)) {
                return answer(asked, now);
            }
            now = known.content().path("activation");
        }
    }

    private static ToolCall status(ToolCall call, String activation) {
        return new ToolCall(
                STATUS,
                JSON.createObjectNode().put("activation", activation),
                call.key() + "/follow",
                Optional.empty());
    }

    /** Tells the steps that are done and were not told yet; answers how many are told. */
    private int tell(Caller caller, String tool, JsonNode activation, int told) {
        int done = told;
        for (var step : activation.path("steps")) {
            int position = step.path("position").asInt();
            if (position == done + 1 && state(step).equals("done")) {
                done = position;
                progress.tell(caller, tool, done, STEPS, message(step));
            }
        }
        return done;
    }

    private static String message(JsonNode step) {
        String name = step.path("name").asString("").toLowerCase(Locale.ROOT).replace('_', ' ');
        String detail = step.path("detail").asString("");
        return "Step %d of %d, %s: %s"
                .formatted(step.path("position").asInt(), STEPS, name, detail.isEmpty() ? "done" : shortened(detail));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static boolean ended(JsonNode activation) {
        return !Set.of("requested", "running").contains(state(activation));
    }

    private static String state(JsonNode of) {
        return of.path("state").asString("").toLowerCase(Locale.ROOT);
    }

    /** What was answered, with the activation as it is by now. */
    private static ToolOutcome answer(ToolOutcome.Done asked, JsonNode activation) {
        String said = "%s is %s, %d of %d steps done."
                .formatted(
                        activation.path("businessName").asString(""),
                        state(activation),
                        activation.path("stepsDone").asInt(),
                        STEPS);
        if (!(asked.content() instanceof ObjectNode content)) {
            return asked;
        }
        var now = content.deepCopy();
        now.set("activation", activation);
        String summary = now.path("summary").asString("") + " " + said;
        now.put("summary", summary);
        // As our servers write it: a line that sums it up, then JSON.
        var rest = now.deepCopy();
        rest.remove("summary");
        return new ToolOutcome.Done(summary + "\n" + rest, now, asked.reads());
    }

    private static boolean paused() {
        try {
            Thread.sleep(LOOK);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
