package dev.bac.llm.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.TenantId;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.llm.contract.Requests;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of answers does, wherever it keeps them. */
public abstract class AnswerStoreContract {
    protected static final CacheLimits LIMITS = new CacheLimits(1 << 20, 20_000, Duration.ofMinutes(10));

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String DIGEST = "a".repeat(64);

    private final TenantId ours = randomTenant();
    private Instant now = NOON;

    /** A store with {@link #LIMITS}, whose clock is {@link #now()}. */
    protected abstract AnswerStore store();

    /** Damages what is kept under a key. */
    protected abstract void damage(CacheKey key);

    protected final Instant now() {
        return now;
    }

    private static KeptAnswer answer(String text, Instant at) {
        var message = new Message.Assistant(List.of(
                new Part.Opaque("anthropic", Requests.json("{\"signature\":\"xyz\"}")),
                new Part.Text(text),
                new Part.ToolCall("call_1", "find", Requests.json("{\"amount\":12.50}"))));
        var usage = new Usage(1_000, 200, 30, Optional.of(new BigDecimal("0.0012")));
        return new KeptAnswer(new ChatResponse(message, Finish.TOOL_CALLS, usage, "anthropic/claude", ""), at);
    }

    @Test
    void givesBackWhatWasKept() {
        var key = new CacheKey(ours, DIGEST);
        store().keep(key, answer("Grüße 🙂", NOON));

        assertThat(store().find(key)).contains(answer("Grüße 🙂", NOON));
        assertThat(store().find(new CacheKey(ours, "b".repeat(64)))).isEmpty();
    }

    @Test
    void replacesAnAnswerByAYoungerOne() {
        var key = new CacheKey(ours, DIGEST);
        store().keep(key, answer("old", NOON));
        store().keep(key, answer("new", NOON.plusSeconds(1)));
        assertThat(store().find(key)).contains(answer("new", NOON.plusSeconds(1)));
    }

    @Test
    void hasNothingOfAnotherTenantUnderTheSameDigest() {
        store().keep(new CacheKey(ours, DIGEST), answer("ours", NOON));
        assertThat(store().find(new CacheKey(randomTenant(), DIGEST))).isEmpty();
    }

    @Test
    void servesNothingThatIsTooOld() {
        var key = new CacheKey(ours, DIGEST);
        store().keep(key, answer("x", NOON));
        now = NOON.plus(LIMITS.age()).minusSeconds(1);
        assertThat(store().find(key)).isPresent();
        now = NOON.plus(LIMITS.age());
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void keepsNothingThatIsTooLong() {
        var key = new CacheKey(ours, DIGEST);
        store().keep(key, answer("x".repeat(LIMITS.answerCharacters()), NOON));
        assertThat(store().find(key)).isEmpty();
    }

    @Test
    void takesADamagedAnswerForNone() {
        var key = new CacheKey(ours, DIGEST);
        store().keep(key, answer("good", NOON));
        damage(key);
        assertThat(store().find(key)).isEmpty();
    }

    protected static TenantId randomTenant() {
        return new TenantId(UUID.randomUUID());
    }
}
