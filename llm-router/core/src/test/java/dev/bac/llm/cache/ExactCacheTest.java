package dev.bac.llm.cache;

import static dev.bac.llm.cache.Asked.FIXED;
import static dev.bac.llm.cache.Asked.JANE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.llm.AnswerFormat;
import dev.bac.llm.CacheUse;
import dev.bac.llm.CacheUse.Audience;
import dev.bac.llm.CacheUse.Mode;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatOptions;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Original;
import dev.bac.llm.ToolChoice;
import dev.bac.llm.contract.Requests;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExactCacheTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Counted counted = new Counted();
    private Instant now = NOON;
    private final AnswerStore store = new AnswerStoreInMemory(CacheLimits.USUAL, () -> now);

    private ChatModel cached(ChatModel model) {
        return new ExactCache(model, store, counted, () -> now);
    }

    @Test
    void givesTheSameAnswerAgainForNothingAndSaysWhereItCameFrom() {
        var vendor = Vendor.numbering();
        var cache = cached(vendor);
        cache.chat(JANE, FIXED, _ -> {});
        var streamed = new StringBuilder();

        var again = cache.chat(JANE, FIXED, streamed::append);

        assertThat(vendor.asked).hasValue(1);
        assertThat(again.message().text()).isEqualTo("answer 1");
        assertThat(streamed).hasToString("answer 1");
        assertThat(again.usage().cost()).contains(BigDecimal.ZERO);
        assertThat(again.usage().saved()).contains(new BigDecimal("0.012"));
        assertThat(again.model()).isEqualTo("vendor/model");
        assertThat(again.why()).isEqualTo("vendor/model gave this answer to the same request at 2026-11-21T12:00:00Z");
        assertThat(counted.told).containsExactly("EXACT miss", "EXACT hit, saved 0.012");
    }

    @Test
    void sharesNothingBetweenRequestsOfWhichAnythingDiffersThatChangesTheAnswer() {
        var vendor = Vendor.numbering();
        var cache = cached(vendor);
        cache.chat(JANE, FIXED, _ -> {});

        others().forEach((what, other) -> {
            int before = vendor.asked.get();
            cache.chat(other.caller, other.request, _ -> {});
            assertThat(vendor.asked).as(what).hasValue(before + 1);
        });
    }

    private record Other(Caller caller, ChatRequest request) {}

    private static Map<String, Other> others() {
        var others = new LinkedHashMap<String, Other>();
        others.put("tenant", new Other(Asked.caller(9, 2, "crm:read"), FIXED));
        others.put("user", new Other(Asked.caller(1, 3, "crm:read"), FIXED));
        others.put("scopes", new Other(Asked.caller(1, 2, "crm:read", "crm:write"), FIXED));
        others.put("question", new Other(JANE, Asked.question("What is a debit note?")));
        others.put("model", new Other(JANE, FIXED.withModel("openai/gpt-5.2")));
        others.put("system prompt", new Other(JANE, withMessages(new Message.Instructions("You lie."))));
        others.put(
                "a message before",
                new Other(JANE, withMessages(FIXED.messages().getFirst(), Message.User.of("Hello"))));
        others.put("no tools", new Other(JANE, FIXED.withTools(List.of())));
        others.put("a tool's schema", new Other(JANE, FIXED.withTools(List.of(Asked.tool("{\"type\":\"object\"}")))));
        others.put("longest answer", new Other(JANE, limited(501)));
        others.put("agent's version", new Other(JANE, FIXED.withCache(new CacheUse(Mode.EXACT, Audience.USER, "b"))));
        others.put("audience", new Other(JANE, FIXED.withCache(new CacheUse(Mode.EXACT, Audience.TENANT, ""))));
        others.put("format", new Other(JANE, optioned(format(new AnswerFormat.JsonObject()))));
        others.put("tool choice", new Other(JANE, optioned(choice(new ToolChoice.Required()))));
        others.put("named tool", new Other(JANE, optioned(choice(new ToolChoice.Named("find")))));
        others.put("seed", new Other(JANE, optioned(seed(7))));
        others.put("vendor's field", new Other(JANE, original("{\"reasoning_effort\":\"high\"}")));
        others.put("vendor's other value", new Other(JANE, original("{\"reasoning_effort\":\"low\"}")));
        return others;
    }

    @Test
    void knowsARequestAgainWhateverTheOrderOfItsSchemasMembersAndHowItIsDelivered() {
        var vendor = Vendor.numbering();
        var cache = cached(vendor);
        cache.chat(JANE, FIXED, _ -> {});
        cache.chat(JANE, original("{\"top_k\":1.0,\"stream\":true}"), _ -> {});
        var turned = Asked.tool("{\"properties\":{\"b\":{},\"a\":{\"type\":\"string\"}},\"type\":\"object\"}");

        cache.chat(JANE, FIXED.withTools(List.of(turned)), _ -> {});
        cache.chat(JANE, original("{\"top_k\":1,\"user\":\"x\"}"), _ -> {});

        assertThat(vendor.asked).hasValue(2);
    }

    @Test
    void sharesAmongTheTenantWhatTheAuthorSaysIsNobodysOwn() {
        var vendor = Vendor.numbering();
        var cache = cached(vendor);
        var shared = FIXED.withCache(new CacheUse(Mode.EXACT, Audience.TENANT, "a"));

        cache.chat(JANE, shared, _ -> {});
        cache.chat(Asked.caller(1, 3), shared, _ -> {});
        assertThat(vendor.asked).hasValue(1);
        cache.chat(Asked.caller(9, 3), shared, _ -> {});
        assertThat(vendor.asked).as("another tenant").hasValue(2);
    }

    @Test
    void keepsOnlyWhatMayBeKept() {
        neverKept("warm", Vendor.numbering(), warm());
        neverKept("opted out", Vendor.numbering(), FIXED.withCache(CacheUse.NEVER));
        neverKept("what only the vendor's format can say", Vendor.numbering(), only("logprobs"));
        neverKept("cut off", new Vendor(_ -> Vendor.says("half", Finish.LENGTH, "v/m")), FIXED);
        neverKept("refused", new Vendor(_ -> Vendor.says("no", Finish.REFUSED, "v/m")), FIXED);
        neverKept("computed for nothing", new Vendor(_ -> Vendor.says("x", Finish.STOP, "bac/planner")), FIXED);
    }

    private void neverKept(String what, Vendor vendor, ChatRequest request) {
        var cache = new ExactCache(vendor, new AnswerStoreInMemory(CacheLimits.USUAL, () -> now), counted, () -> now);
        cache.chat(JANE, request, _ -> {});
        cache.chat(JANE, request, _ -> {});
        assertThat(vendor.asked).as(what).hasValue(2);
    }

    @Test
    void keepsNoFailure() {
        var vendor = new Vendor(_ -> {
            throw new ModelException(Kind.OVERLOADED, "vendor", "busy", Optional.empty());
        });
        var cache = cached(vendor);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> cache.chat(JANE, FIXED, _ -> {})).isInstanceOf(ModelException.class);
        }
        assertThat(vendor.asked).hasValue(2);
    }

    @Test
    void asksAgainWhenTheAnswerHasBecomeTooOld() {
        var vendor = Vendor.numbering();
        var cache = cached(vendor);
        cache.chat(JANE, FIXED, _ -> {});
        now = NOON.plus(CacheLimits.USUAL.age()).minusSeconds(1);
        assertThat(cache.chat(JANE, FIXED, _ -> {}).message().text()).isEqualTo("answer 1");

        now = NOON.plus(CacheLimits.USUAL.age());
        assertThat(cache.chat(JANE, FIXED, _ -> {}).message().text()).isEqualTo("answer 2");
    }

    private static ChatRequest withMessages(Message... before) {
        var messages = new ArrayList<>(List.of(before));
        messages.add(FIXED.messages().getLast());
        return new ChatRequest("auto", messages, FIXED.tools(), 500, Optional.of(0.0), Duration.ofSeconds(60));
    }

    private static ChatRequest limited(int tokens) {
        return new ChatRequest(
                "auto", FIXED.messages(), FIXED.tools(), tokens, Optional.of(0.0), Duration.ofSeconds(60));
    }

    private static ChatRequest warm() {
        return new ChatRequest("auto", FIXED.messages(), FIXED.tools(), 500, Optional.of(0.7), Duration.ofSeconds(60));
    }

    private static ChatRequest optioned(ChatOptions options) {
        return new ChatRequest(
                "auto", FIXED.messages(), FIXED.tools(), 500, Optional.of(0.0), Duration.ofSeconds(60), options);
    }

    private static ChatOptions format(AnswerFormat format) {
        return options(ToolChoice.AUTO, Optional.empty(), format, Optional.empty());
    }

    private static ChatOptions choice(ToolChoice choice) {
        return options(choice, Optional.empty(), AnswerFormat.TEXT, Optional.empty());
    }

    private static ChatOptions seed(long seed) {
        return options(ToolChoice.AUTO, Optional.of(seed), AnswerFormat.TEXT, Optional.empty());
    }

    private static ChatRequest original(String body) {
        var came = new Original(Original.Wire.OPENAI_CHAT, Requests.json(body), List.of(), _ -> false);
        return optioned(options(ToolChoice.AUTO, Optional.empty(), AnswerFormat.TEXT, Optional.of(came)));
    }

    private static ChatRequest only(String field) {
        var came = new Original(Original.Wire.OPENAI_CHAT, Requests.json("{}"), List.of(field), _ -> false);
        return optioned(options(ToolChoice.AUTO, Optional.empty(), AnswerFormat.TEXT, Optional.of(came)));
    }

    private static ChatOptions options(
            ToolChoice choice, Optional<Long> seed, AnswerFormat format, Optional<Original> original) {
        return new ChatOptions(choice, true, Optional.empty(), seed, List.of(), format, original);
    }
}
