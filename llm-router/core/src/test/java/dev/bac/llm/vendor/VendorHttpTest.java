package dev.bac.llm.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bac.llm.ModelException;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection to a vendor: kept, given up, never misread. */
class VendorHttpTest {
    private static final String LINES = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\none\ntwo\n";
    private static final String CHUNKS =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\none\ntw\r\n2\r\no\n\r\n0\r\n\r\n";
    private static final String ENDLESS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: one\n";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final VendorHttp http = VendorHttp.create(Clock.systemUTC());

    private static Endpoint vendor(String base) {
        return new Endpoint("openai", base, Secret.NONE);
    }

    private List<String> ask(String base, Duration limit, VendorHttp.Lines each) {
        var lines = new ArrayList<String>();
        try (var deadline = new Deadline(limit)) {
            http.post(vendor(base), URI.create(base + "/x"), Map.of("A", List.of("b")), "{}", deadline, line -> {
                lines.add(line);
                return each.next(line);
            });
        }
        return lines;
    }

    private List<String> ask(ScriptedServer server) {
        return ask("http://127.0.0.1:" + server.port(), PATIENCE, _ -> true);
    }

    private ModelException failure(ScriptedServer server, Duration limit) {
        return catchThrowableOfType(
                ModelException.class, () -> ask("http://127.0.0.1:" + server.port(), limit, _ -> true));
    }

    @Test
    void keepsTheConnectionOfAnAnswerThatWasReadToItsEnd() throws Exception {
        try (var server = new ScriptedServer(LINES, CHUNKS, LINES)) {
            assertThat(ask(server)).containsExactly("one", "two");
            assertThat(ask(server)).containsExactly("one", "two");
            assertThat(ask(server)).containsExactly("one", "two");

            assertThat(server.connections).hasValue(1);
            assertThat(server.heads.getFirst())
                    .startsWith("POST /x HTTP/1.1\r\n")
                    .contains("A: b\r\n", "Content-Length: 2\r\n")
                    .doesNotContain("Upgrade", "Expect", "Accept-Encoding", "Cookie");
        }
    }

    @Test
    void keepsNoConnectionOfAnErrorThatClosesIt() throws Exception {
        String error = "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
        try (var server = new ScriptedServer(error, LINES)) {
            ModelException failure = failure(server, PATIENCE);

            assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMIT);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(ask(server)).hasSize(2);
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void hangsUpWhenItHasHeardEnough() throws Exception {
        try (var server = new ScriptedServer(ENDLESS, LINES)) {
            assertThat(ask("http://127.0.0.1:" + server.port(), PATIENCE, _ -> false))
                    .containsExactly("data: one");

            assertThat(server.left.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ask(server)).hasSize(2);
        }
    }

    @Test
    void hangsUpWhenItsReaderFails() throws Exception {
        try (var server = new ScriptedServer(ENDLESS)) {
            catchThrowableOfType(
                    IllegalStateException.class,
                    () -> ask("http://127.0.0.1:" + server.port(), PATIENCE, _ -> {
                        throw new IllegalStateException("the reader left");
                    }));

            assertThat(server.left.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ENDLESS})
    void anInterruptEndsTheCallOfEitherKindOfThread(String begun) throws Exception {
        for (var kind : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
            try (var server = new ScriptedServer(begun)) {
                var failed = new AtomicReference<ModelException>();
                Thread caller = kind.start(() -> failed.set(failure(server, PATIENCE)));
                assertThat(server.asked.await(60, TimeUnit.SECONDS)).isTrue();

                caller.interrupt();

                assertThat(caller.join(Duration.ofSeconds(60))).isTrue();
                assertThat(failed.get().kind()).isEqualTo(Kind.CANCELLED);
                assertThat(server.left.await(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void whoHasNoTimeLeftAsksNobody() throws Exception {
        try (var server = new ScriptedServer(LINES);
                var over = new Deadline(Duration.ofMillis(1))) {
            while (!over.passed()) {
                Thread.onSpinWait();
            }
            URI there = URI.create("http://127.0.0.1:" + server.port());

            ModelException late = catchThrowableOfType(
                    ModelException.class, () -> http.get(vendor("http://x"), there, over, _ -> true));

            assertThat(late.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(server.heads).isEmpty();
        }
    }

    @Test
    void whoIsInterruptedAlreadyAsksNobodyAndMayAskAgain() throws Exception {
        try (var server = new ScriptedServer(LINES)) {
            Thread.currentThread().interrupt();

            assertThat(failure(server, PATIENCE).kind()).isEqualTo(Kind.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(ask(server)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ENDLESS})
    void theTimeOfACallEndsIt(String begun) throws Exception {
        try (var server = new ScriptedServer(begun)) {
            assertThat(failure(server, Duration.ofMillis(200)).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(Thread.interrupted()).isFalse();
            assertThat(server.left.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
            })
    void whatIsNoAnswerIsAFailure(String answer) throws Exception {
        try (var server = new ScriptedServer(answer)) {
            assertThat(failure(server, PATIENCE)).isNotNull();
            assertThat(server.heads).hasSize(1);
        }
    }

    @Test
    void aHeadWithoutEndIsAFailure() throws Exception {
        try (var server = new ScriptedServer("HTTP/1.1 200 OK\r\nX: " + "y".repeat(1 << 20));
                var other = new ScriptedServer("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(100_000))) {
            assertThat(failure(server, PATIENCE).kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure(other, PATIENCE).kind()).isEqualTo(Kind.TRANSIENT);
        }
    }

    @Test
    void whoCannotBeReachedIsTold() {
        for (String base : List.of("http://127.0.0.1:1", "http://no-such-name.invalid")) {
            ModelException failure = catchThrowableOfType(ModelException.class, () -> ask(base, PATIENCE, _ -> true));

            assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
            assertThat(failure).hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void goesThroughTheSystemsProxy() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        try (var proxy = new ScriptedServer(LINES)) {
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.port())));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException why) {}
            });
            var behind = VendorHttp.create(Clock.systemUTC());
            var lines = new ArrayList<String>();
            try (var deadline = new Deadline(PATIENCE)) {
                behind.get(
                        vendor("http://vendor.example"), URI.create("http://vendor.example/x"), deadline, lines::add);
            }

            assertThat(lines).hasSize(2);
            assertThat(proxy.heads.getFirst()).startsWith("GET http://vendor.example/x HTTP/1.1\r\n");
        } finally {
            ProxySelector.setDefault(before);
        }
    }
}
