package dev.bac.llm.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Secret;
import dev.bac.llm.contract.Requests;
import dev.bac.llm.routing.Scripted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final ChatRequest REQUEST =
            Requests.asking("m", Message.User.of("Hello")).withTimeout(Duration.ofSeconds(30));
    private final Layers layers = Layers.usual();
    private final AtomicInteger[] asked = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger()};
    private final ChatModel[] behaviours = {Scripted.answers("a/m"), Scripted.answers("a/m"), Scripted.answers("a/m")};
    private final ChatModel model =
            layers.resilience.alone("a", layers.resilience.guarded("a", List.of(key(0), key(1), key(2))));

    private ChatModel key(int index) {
        return (caller, request, onText) -> {
            asked[index].incrementAndGet();
            return behaviours[index].chat(caller, request, onText);
        };
    }

    private int total() {
        return asked[0].get() + asked[1].get() + asked[2].get();
    }

    @Test
    void severalKeysAreWrittenWithCommas() {
        assertThat(new Secret(" one, two,,one ").each()).containsExactly(new Secret("one"), new Secret("two"));
        assertThat(Secret.NONE.each()).isEmpty();
    }

    @Test
    void onePersonKeepsOneKeySoThatThePromptCacheStaysWarm() {
        for (int request = 0; request < 30; request++) {
            model.chat(Requests.CALLER, REQUEST, text -> {});
        }
        assertThat(List.of(asked[0].get(), asked[1].get(), asked[2].get())).containsOnly(0, 30);
    }

    @Test
    void aRefusedOrExhaustedKeyGivesWayAtOnceAndIsLeftAlone() {
        for (Kind kind : List.of(Kind.AUTH, Kind.QUOTA)) {
            var fresh = new KeysTest();
            fresh.behaviours[0] = Scripted.fails(kind, Optional.empty());
            fresh.behaviours[1] = Scripted.fails(Kind.RATE_LIMIT, Optional.of(Duration.ofSeconds(20)));
            for (int request = 0; request < 10; request++) {
                assertThat(fresh.model
                                .chat(Requests.CALLER, REQUEST, text -> {})
                                .model())
                        .isEqualTo("a/m");
            }
            assertThat(fresh.layers.slept).as("nobody waited").isEmpty();
            assertThat(fresh.asked[0].get()).isLessThanOrEqualTo(1);
            assertThat(fresh.asked[1].get()).isLessThanOrEqualTo(1);
            assertThat(fresh.asked[2]).hasValue(10);
        }
    }

    @Test
    void whatIsNotTheKeysFaultIsNotTriedWithAnother() {
        for (int key = 0; key < 3; key++) {
            behaviours[key] = Scripted.fails(Kind.BAD_REQUEST, Optional.empty());
        }
        catchThrowableOfType(ModelException.class, () -> model.chat(Requests.CALLER, REQUEST, text -> {}));
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void whenNoKeyIsLeftTheLastRefusalIsTold() {
        for (int key = 0; key < 3; key++) {
            behaviours[key] = Scripted.fails(Kind.AUTH, Optional.empty());
        }
        var failure =
                catchThrowableOfType(ModelException.class, () -> model.chat(Requests.CALLER, REQUEST, text -> {}));
        assertThat(failure.kind()).isEqualTo(Kind.AUTH);
        assertThat(total()).isEqualTo(3);
    }
}
