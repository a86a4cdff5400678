package dev.bac.tools.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Tool;
import dev.bac.tools.Callers;
import dev.bac.tools.mcp.session.Call;
import dev.bac.tools.mcp.session.Session;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class WaitingTest {

    /** Opens at once for all but Ann, whom it lets think. */
    private record Slow(CountDownLatch thinking, CountDownLatch decided) implements Connector {

        @Override
        public String place() {
            return "slow";
        }

        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public Session open(Caller caller) {
            if (caller.name().equals("Ann")) {
                thinking.countDown();
                await(decided);
            }
            return new Empty();
        }
    }

    /** A session with a server that has no tools. */
    private record Empty() implements Session {

        @Override
        public List<Tool> tools(Caller who) {
            return List.of();
        }

        @Override
        public ObjectNode call(Caller who, Call call) {
            return call.arguments();
        }

        @Override
        public void close() {}
    }

    @Test
    void letsAUserWhoThinksLongHoldUpNobodyElse() throws InterruptedException {
        var thinking = new CountDownLatch(1);
        var decided = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var toolbox = new McpToolbox("slow", new Slow(thinking, decided))) {
            var ann = Thread.ofVirtual().start(() -> toolbox.tools(Callers.named("Ann")));
            await(thinking);
            Thread.ofVirtual().start(() -> {
                toolbox.tools(Callers.named("Bob"));
                done.countDown();
            });
            boolean served = done.await(60, TimeUnit.SECONDS);
            decided.countDown();
            ann.join();
            assertThat(served).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited too long");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
