package dev.bac.orchestrator.command.instance;

import dev.bac.llm.ChatModel;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.onnx.BgeEmbedder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HexFormat;

/** The built-in planner, as every command uses it. */
public final class Planners {
    private static final int ID_BYTES = 8;
    /** Country of phone numbers written without a country code. */
    private static final String REGION = "DE";

    private Planners() {}

    /** The embedder loads beside; until it is there, wording alone decides. */
    public static ChatModel builtIn(Clock clock) {
        return builtIn(clock, BgeEmbedder.loading());
    }

    public static PlannerModel builtIn(Clock clock, Embedder embedder) {
        var random = new SecureRandom();
        return new PlannerModel(embedder, clock, ZoneId.of("Europe/Berlin"), REGION, () -> id(random));
    }

    private static String id(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "call_" + HexFormat.of().formatHex(bytes);
    }
}
