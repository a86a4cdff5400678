package dev.bac.llm.store.routing;

import dev.bac.llm.routing.choice.Asked;
import dev.bac.llm.routing.choice.Decision;
import dev.bac.llm.routing.choice.DecisionLog;
import dev.bac.llm.routing.choice.Expected;
import dev.bac.llm.routing.choice.Option;
import dev.bac.store.Tx;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decisions and answers of one company as two statements, however many there are. Most answers come before their decision
 * is written: both are one row then, written once.
 */
final class DecisionBatch {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_WHY = 1_000;
    private static final int LONGEST_NAME = 200;

    private final Map<UUID, ObjectNode> decisions = new LinkedHashMap<>();
    private final ArrayNode answers = JSON.createArrayNode();

    void decided(Decision decision, Asked asked) {
        var row = JSON.createObjectNode()
                .put("id", decision.id().toString())
                .put("at", decision.at().toString())
                .put("policy", decision.policy())
                .put("difficulty", decision.difficulty())
                .put("prompt_tokens", decision.promptTokens())
                .put("chosen", decision.chosen())
                .put("why", atMost(LONGEST_WHY, decision.why()))
                .put("requester", atMost(LONGEST_NAME, decision.asker().requester()));
        row.set("options", options(decision.options()));
        var surface = row.putArray("surface");
        for (double figure : asked.surface().figures()) {
            surface.add(figure);
        }
        asked.meaning()
                .ifPresent(meaning -> row.put("meaning", "\\x" + HexFormat.of().formatHex(bytes(meaning))));
        decision.asker().agent().ifPresent(agent -> row.put("agent", atMost(LONGEST_NAME, agent)));
        decisions.putIfAbsent(decision.id(), row);
    }

    void answered(DecisionLog.Answered answered) {
        ObjectNode decision = decisions.get(answered.decision());
        ObjectNode row = decision == null
                ? answers.addObject().put("id", answered.decision().toString())
                : decision;
        row.put("answered_by", answered.model())
                .put("first_token_ms", answered.firstToken().toMillis())
                .put("took_ms", answered.took().toMillis());
        answered.cost().ifPresent(cost -> row.put("cost", cost));
    }

    void write(Tx tx) {
        if (!decisions.isEmpty()) {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO routing_decision (id, at, policy, difficulty, prompt_tokens, chosen, why, options, surface,
                                                          meaning, agent, requester, answered_by, cost, first_token_ms, took_ms)
                            SELECT * FROM json_to_recordset(CAST(:rows AS json)) AS one(
                                id uuid, at timestamptz, policy text, difficulty float8, prompt_tokens bigint, chosen text, why text,
                                options jsonb, surface float8[], meaning bytea, agent text, requester text,
                                answered_by text, cost numeric, first_token_ms bigint, took_ms bigint)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("rows", JSON.writeValueAsString(decisions.values()))
                    .execute();
        }
        if (!answers.isEmpty()) {
            tx.sql().createUpdate("""
                            UPDATE routing_decision d SET answered_by = one.answered_by, cost = one.cost,
                                   first_token_ms = one.first_token_ms, took_ms = one.took_ms
                            FROM json_to_recordset(CAST(:rows AS json)) AS one(
                                id uuid, answered_by text, cost numeric, first_token_ms bigint, took_ms bigint)
                            WHERE d.id = one.id
                            """).bind("rows", answers.toString()).execute();
        }
    }

    private static ArrayNode options(List<Option> options) {
        var list = JSON.createArrayNode();
        for (Option option : options) {
            Expected expected = option.expected();
            var node = list.addObject()
                    .put("model", option.model())
                    .put("cost", expected.cost())
                    .put("wholeCost", expected.wholeCost())
                    .put("seconds", expected.seconds())
                    .put("slowSeconds", expected.slowSeconds())
                    .put("quality", expected.quality())
                    .put("unsure", expected.unsure())
                    .put("learned", expected.learned())
                    .put("warm", expected.warm())
                    .put("loss", option.loss())
                    .put("never", option.never());
            option.leftOut().ifPresent(why -> node.put("leftOut", why));
        }
        return list;
    }

    private static String atMost(int length, String text) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private static byte[] bytes(float[] vector) {
        var buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }
}
