package dev.bac.orchestrator.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.tools.ReadSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KeptAnswerJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final KeptAnswer ANSWER = new KeptAnswer(
            List.of(
                    new KeptAnswer.Turn(
                            "receivables",
                            new Message.Assistant(List.of(new Part.ToolCall(
                                    "c1",
                                    "finance_invoice_list",
                                    JSON.createObjectNode().put("status", "overdue"))))),
                    new KeptAnswer.Turn(
                            "receivables",
                            new Message.ToolResults(
                                    List.of(new Part.ToolResult("c1", "finance_invoice_list", "INV-1001", false)))),
                    new KeptAnswer.Turn("front-desk", new Message.Assistant(List.of(new Part.Text("One: INV-1001."))))),
            List.of(new ReadSet("finance", JSON.createObjectNode().put("snapshot", "7:9:"))),
            Instant.parse("2026-11-21T12:00:00.123456Z"),
            new Usage(10, 2, 3, Optional.of(new BigDecimal("0.0012"))),
            Duration.ofMillis(812));

    @Test
    void comesBackFromItsTextAsItWas() {
        assertThat(KeptAnswerJson.read(KeptAnswerJson.write(ANSWER))).contains(ANSWER);
    }

    @Test
    void isNoAnswerWhenItIsDamagedOrOfAnotherVersion() {
        String text = KeptAnswerJson.write(ANSWER);
        assertThat(KeptAnswerJson.read(text.substring(0, text.length() / 2))).isEmpty();
        assertThat(KeptAnswerJson.read(text.replace("\"agentAnswer\":1", "\"agentAnswer\":2")))
                .isEmpty();
        assertThat(KeptAnswerJson.read(text.replace("\"reads\"", "\"read\""))).isEmpty();
        assertThat(KeptAnswerJson.read("[]")).isEmpty();
    }
}
