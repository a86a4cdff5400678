package dev.bac.llm.contract;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ChatResponse.Finish;
import dev.bac.llm.Message;
import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Part;
import dev.bac.llm.Secret;
import dev.bac.llm.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every provider keeps to, over real HTTP against its vendor's wire format. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChatModelContract {
    private static final String CANARY = "sk-canary-0123456789abcdef";

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final Wire wire = wire();

    abstract Wire wire();

    @BeforeAll
    void start() {
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @BeforeEach
    void forget() {
        server.resetAll();
    }

    private ChatModel model() {
        return wire.at("http://127.0.0.1:" + server.port(), new Secret(CANARY));
    }

    private void answers(ResponseDefinitionBuilder response) {
        server.stubFor(post(anyUrl()).willReturn(response.withHeader("Content-Type", wire.contentType())));
    }

    private void streams(List<String> events) {
        answers(aResponse().withBody(String.join("", events)));
    }

    private void fails(int status, String message) {
        answers(aResponse().withStatus(status).withBody(wire.error(status, message)));
    }

    private ChatRequest request() {
        return Requests.asking(wire.model(), Message.User.of("What is overdue?"));
    }

    private ModelException failure(ChatRequest request) {
        return catchThrowableOfType(ModelException.class, () -> model().chat(Requests.CALLER, request, text -> {}));
    }

    private List<String> sent() {
        return server.getAllServeEvents().reversed().stream()
                .map(event -> event.getRequest().getBodyAsString())
                .toList();
    }

    @Test
    void textComesInPiecesBeforeTheAnswerIsWhole() {
        List<String> events = wire.text("Three ", "invoices ", "are überfällig.");
        answers(aResponse().withBody(String.join("", events)).withChunkedDribbleDelay(8, 800));
        var pieces = new ArrayList<String>();
        var first = new AtomicReference<>(0L);

        ChatResponse answer = model().chat(Requests.CALLER, request(), piece -> {
            first.compareAndSet(0L, System.nanoTime());
            pieces.add(piece);
        });
        long early = System.nanoTime() - first.get();

        assertThat(pieces).containsExactly("Three ", "invoices ", "are überfällig.");
        assertThat(answer.message().text()).isEqualTo("Three invoices are überfällig.");
        assertThat(answer.finish()).isEqualTo(Finish.STOP);
        assertThat(Duration.ofNanos(early)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void countsTokensCachedOnesIncluded() {
        streams(wire.text("Yes."));

        ChatResponse answer = model().chat(Requests.CALLER, request(), text -> {});

        assertThat(answer.usage())
                .isEqualTo(new Usage(11, wire.provider().equals("ollama") ? 0 : 4, 7, Optional.empty()));
        assertThat(answer.model()).isEqualTo(wire.provider() + "/" + wire.model());
    }

    @Test
    void carriesTwoRoundsOfToolsAndEveryRequestIsValid() {
        streams(wire.calls());
        ChatRequest first = request();
        ChatResponse calls = model().chat(Requests.CALLER, first, text -> {});

        assertThat(calls.finish()).isEqualTo(Finish.TOOL_CALLS);
        assertThat(calls.message().toolCalls())
                .extracting(Part.ToolCall::tool)
                .containsExactly("invoices_search", "clock_now");
        assertThat(calls.message().toolCalls().getFirst().arguments())
                .isEqualTo(Requests.json("{\"status\":\"overdue\"}"));
        assertThat(calls.message().toolCalls())
                .extracting(Part.ToolCall::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");

        var messages = new ArrayList<>(first.messages());
        for (int round = 0; round < 2; round++) {
            messages.add(calls.message());
            messages.add(new Message.ToolResults(calls.message().toolCalls().stream()
                    .map(call -> new Part.ToolResult(call.id(), call.tool(), "told", false))
                    .toList()));
            if (round == 1) {
                streams(wire.text("Done."));
            }
            calls = model().chat(
                            Requests.CALLER,
                            new ChatRequest(
                                    wire.model(),
                                    messages,
                                    first.tools(),
                                    500,
                                    Optional.empty(),
                                    Duration.ofSeconds(5)),
                            text -> {});
        }

        assertThat(calls.message().text()).isEqualTo("Done.");
        if (wire.signs()) {
            assertThat(sent().get(1))
                    .as("what the vendor signed goes back to it")
                    .contains("c2lnbmVk");
            assertThat(sent().get(2)).contains("c2lnbmVk");
        }
        assertThat(sent()).hasSize(3).allSatisfy(body -> {
            assertThat(body).doesNotContain("x-ref");
            assertThat(problems(body)).as(body).isEmpty();
        });
    }

    @Test
    void whatAnotherVendorSignedStaysOut() {
        streams(wire.text("Done."));
        var foreign = new Part.Opaque("elsewhere", Requests.json("{\"thinking\": \"c2VjcmV0\"}"));
        model().chat(
                        Requests.CALLER,
                        Requests.asking(
                                wire.model(),
                                Message.User.of("Hello"),
                                new Message.Assistant(List.of(foreign, new Part.Text("Hello."))),
                                Message.User.of("What is overdue?")),
                        text -> {});

        assertThat(sent().getFirst()).doesNotContain("c2VjcmV0").contains("Hello.");
    }

    @Test
    void theGoldenRequestIsSent() {
        streams(wire.text("Done."));
        model().chat(Requests.CALLER, Requests.afterTwoRounds(wire.model()), text -> {});

        Golden.compare(wire.provider(), sent().getFirst());
        assertThat(problems(sent().getFirst())).isEmpty();
    }

    /** A fallback may land on any vendor, so each must carry all of it, or the answer says what was lost. */
    @Test
    void aRequestWithEverythingIsCarried() {
        streams(wire.text("Done."));
        model().chat(Requests.CALLER, Requests.withEverything(wire.model()), text -> {});

        Golden.compare(wire.provider() + "-everything", sent().getFirst());
        assertThat(problems(sent().getFirst())).isEmpty();
        assertThat(sent().getFirst())
                .contains("iVBORw0KGgo=", "overdue", "END")
                .as("another vendor's signature")
                .doesNotContain(wire.provider().equals("anthropic") ? "Z2VtaW5p" : "YW50aHJvcGlj");
    }

    @Test
    void theVendorsSchemaRefusesWrongRequests() {
        assertThat(wire.wrong())
                .allSatisfy(body -> assertThat(problems(body)).as(body).isNotEmpty());
    }

    private List<String> problems(String body) {
        Optional<List<String>> problems = wire.problems(body);
        assumeTrue(problems.isPresent(), "skipped: the vendors' schemas are not in ../shared/data/llm");
        return problems.orElseThrow();
    }

    @Test
    void aWrongKeyIsAuthAndNeverInTheMessage() {
        fails(401, "Incorrect API key provided: " + CANARY);

        ModelException failure = failure(request());

        assertThat(failure.kind()).isEqualTo(Kind.AUTH);
        assertThat(failure.provider()).isEqualTo(wire.provider());
        assertThat(told(failure)).doesNotContain("canary");
    }

    @Test
    void theKeyIsNowhereInAnyFailureOrLog() {
        List<String> logged = Logs.during(this::failInAllWays);

        assertThat(logged).noneMatch(line -> line.contains("canary"));
        assertThat(model().toString()).doesNotContain("canary");
    }

    private void failInAllWays() {
        for (int status : new int[] {400, 402, 403, 404, 413, 429, 500, 503}) {
            fails(status, "your key " + CANARY + " made this fail");
            assertThat(told(failure(request()))).doesNotContain("canary");
        }
        streams(wire.broken());
        assertThat(told(failure(request()))).doesNotContain("canary");
    }

    private static String told(Throwable failure) {
        var text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void tooManyRequestsSayHowLongToWait() {
        answers(aResponse().withStatus(429).withHeader("Retry-After", "7").withBody(wire.error(429, "slow down")));

        ModelException failure = failure(request());

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMIT);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void aServersFailureMayPass() {
        fails(500, "oops");
        assertThat(failure(request()).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void anOverloadedServerIsTold() {
        fails(503, "busy");
        assertThat(failure(request()).kind()).isEqualTo(Kind.OVERLOADED);
    }

    @Test
    void aWrongRequestIsOursAndSaysWhatTheVendorSaid() {
        fails(400, "temperature must be below 2");
        ModelException failure = failure(request());
        assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST);
        assertThat(failure).hasMessageContaining("temperature must be below 2");
    }

    @Test
    void aSilentServerTimesOut() {
        answers(aResponse().withFixedDelay(30_000).withBody(String.join("", wire.text("late"))));
        assertTimesOut();
    }

    @Test
    void aStreamThatStallsTimesOut() {
        answers(aResponse().withBody(String.join("", wire.text("a", "b"))).withChunkedDribbleDelay(5, 30_000));
        assertTimesOut();
    }

    private void assertTimesOut() {
        long start = System.nanoTime();
        ModelException failure = failure(request().withTimeout(Duration.ofMillis(400)));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(Thread.interrupted())
                .as("the deadline's interrupt is taken back")
                .isFalse();
    }

    @Test
    void anInterruptCancelsTheCall() throws InterruptedException {
        answers(aResponse().withBody(String.join("", wire.text("a", "b"))).withChunkedDribbleDelay(5, 30_000));
        var kind = new AtomicReference<Kind>();
        Thread caller =
                Thread.ofVirtual().start(() -> kind.set(failure(request()).kind()));

        Thread.sleep(300);
        caller.interrupt();

        assertThat(caller.join(Duration.ofSeconds(60))).isTrue();
        assertThat(kind.get()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void brokenJsonIsNoAnswer() {
        streams(wire.broken());
        assertThat(failure(request()).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void aCutStreamIsNoAnswer() {
        List<String> whole = wire.text("a", "b", "c");
        streams(whole.subList(0, whole.size() - 3));
        assertThat(failure(request()).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void aConnectionThatBreaksMayPass() {
        answers(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        assertThat(failure(request()).kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void anErrorInsideAStreamIsTold() {
        streams(List.of((wire.provider().equals("ollama") ? "" : "event: error\ndata: ")
                + "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n"));
        assertThat(failure(request()).kind()).isEqualTo(Kind.OVERLOADED);
    }

    @Test
    void aReaderThatFailsEndsTheCall() {
        streams(wire.text("a", "b"));
        var gone = new IllegalStateException("the reader left");

        Throwable thrown = catchThrowableOfType(
                IllegalStateException.class, () -> model().chat(Requests.CALLER, request(), text -> {
                    throw gone;
                }));

        assertThat(thrown).isSameAs(gone);
    }
}
