package dev.bac.llm.springai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Spring AI's evaluators ask the router's model; what it says is taken as they take it. */
class AnswerJudgeTest {
    private static final Caller CALLER = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Ann",
            Set.of(),
            Set.of(),
            Channel.API,
            Optional.empty());

    private final List<ChatRequest> asked = new ArrayList<>();

    private AnswerJudge judge(String... words) {
        var left = new ArrayDeque<>(List.of(words));
        return new AnswerJudge(
                (_, request, _) -> {
                    asked.add(request);
                    var message = new Message.Assistant(List.of(new Part.Text(left.removeFirst())));
                    return new ChatResponse(
                            message, ChatResponse.Finish.STOP, new Usage(1, 0, 1, Optional.empty()), "judge", "asked");
                },
                CALLER,
                "openai/gpt-judge");
    }

    @Test
    void findsNothingWrongWithAnAnswerThatStandsInWhatToolsReturned() {
        assertThat(judge("yes", "yes").complaint("Who owes us?", List.of("Acme owes 5 EUR"), "Acme owes 5 EUR."))
                .isEmpty();
        assertThat(asked).hasSize(2).allSatisfy(request -> assertThat(request.model())
                .isEqualTo("openai/gpt-judge"));
        assertThat(asked.getFirst().messages().toString()).contains("Acme owes 5 EUR");
        assertThat(asked.getLast().messages().toString()).contains("Who owes us?");
    }

    @Test
    void saysWhatIsMadeUpAndWhatIsNoAnswer() {
        assertThat(judge("no").complaint("Who owes us?", List.of("Acme owes 5 EUR"), "Globex owes 7 EUR."))
                .contains("the judge: it says what no tool returned");
        assertThat(judge("yes", "no").complaint("Who owes us?", List.of("Acme owes 5 EUR"), "It is sunny."))
                .contains("the judge: it is no answer to what was asked");
    }

    @Test
    void checksNoFactsWhereNoToolWasCalled() {
        assertThat(judge("yes").complaint("Hello", List.of(), "Good morning.")).isEmpty();
        assertThat(asked).hasSize(1);
    }
}
