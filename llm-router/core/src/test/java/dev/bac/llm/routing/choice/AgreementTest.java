package dev.bac.llm.routing.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.candidates.Candidate;
import dev.bac.llm.contract.Requests;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final ChatRequest COUNTED = asks("How many eggs are left?");

    private static ChatRequest asks(String text) {
        return new ChatRequest(
                "auto:cascade",
                List.of(Message.User.of(text)),
                List.of(),
                200,
                Optional.empty(),
                Duration.ofSeconds(5));
    }

    private static Candidate says(String id, String text) {
        return new Candidate(id, id, (_, _, onText) -> {
            onText.accept(text);
            return new ChatResponse(
                    new Message.Assistant(List.of(new Part.Text(text))),
                    Finish.STOP,
                    new Usage(10, 0, 5, Optional.of(new BigDecimal("0.01"))),
                    id,
                    "asked");
        });
    }

    private static ChatResponse ask(Candidate one, Candidate other, ChatRequest request, StringBuilder heard) {
        return new Agreement(one, other, says("c/strong", "Surely 7")).chat(Requests.CALLER, request, heard::append);
    }

    @Test
    void twoThatAgreeSpareTheStrongOne() {
        var heard = new StringBuilder();
        var answer = ask(says("a/x", "She has 16 − 9 = 7 eggs."), says("b/y", "7.0"), COUNTED, heard);

        assertThat(answer.model()).isEqualTo("a/x");
        assertThat(answer.why()).isEqualTo("a/x and b/y agree; c/strong was not asked");
        assertThat(answer.usage().cost().orElseThrow()).isEqualByComparingTo("0.02");
        assertThat(heard.toString()).isEqualTo("She has 16 − 9 = 7 eggs.");
    }

    @Test
    void theStrongOneDecidesWhereTheyDiffer() {
        var heard = new StringBuilder();
        var answer = ask(says("a/x", "7"), says("b/y", "8"), COUNTED, heard);

        assertThat(answer.model()).isEqualTo("c/strong");
        assertThat(answer.why()).contains("a/x and b/y do not agree");
        assertThat(answer.usage().cost().orElseThrow()).isEqualByComparingTo("0.03");
        assertThat(heard.toString()).isEqualTo("Surely 7");
    }

    @Test
    void theStrongOneAnswersWhenOneFails() {
        var fails = new Candidate("b/y", "y", (_, _, _) -> {
            throw new ModelException(Kind.OVERLOADED, "b", "busy", Optional.empty());
        });

        assertThat(ask(says("a/x", "7"), fails, COUNTED, new StringBuilder()).model())
                .isEqualTo("c/strong");
    }

    @Test
    void essaysNeverAgree() {
        String essay = "It depends on many things, and there is more than one way to look at this question in 7 steps.";

        assertThat(ask(says("a/x", essay), says("b/y", essay), asks("Why is the sky blue?"), new StringBuilder())
                        .model())
                .isEqualTo("c/strong");
        assertThat(ask(says("a/x", "Paris."), says("b/y", "paris"), asks("Capital of France?"), new StringBuilder())
                        .model())
                .isEqualTo("a/x");
    }
}
