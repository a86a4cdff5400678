package dev.bac.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.identity.Caller;
import dev.bac.retrieval.Embedder;
import dev.bac.tools.mcp.McpServerAddress;
import dev.bac.tools.mcp.McpToolbox;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListingTest {
    /** Port 1 is nobody's; one that was free a moment ago may be the next test's. */
    private static final int CLOSED_PORT = 1;

    private static final Caller ANN = Callers.named("Ann");
    private final Notebook notes = new Notebook();

    /** Answers until it is broken. */
    private static final class Breakable implements Toolbox {
        final AtomicBoolean broken = new AtomicBoolean();
        final AtomicInteger asked = new AtomicInteger();
        private final Toolbox inner;

        Breakable(Toolbox inner) {
            this.inner = inner;
        }

        @Override
        public List<Tool> tools(Caller caller) {
            asked.incrementAndGet();
            if (broken.get()) {
                throw new ToolboxException("broken", false, new IOException("broken"));
            }
            return inner.tools(caller);
        }

        @Override
        public ToolOutcome call(Caller caller, ToolCall call) {
            return inner.call(caller, call);
        }
    }

    @Test
    void listsTheOthersWhenAServerCannotBeReached() {
        var missed = new ArrayList<String>();
        var address = McpServerAddress.of("away", URI.create("http://127.0.0.1:" + CLOSED_PORT + "/mcp"));
        try (var away = new McpToolbox(address, (_, _) -> "token")) {
            var servers = new LinkedHashMap<String, Toolbox>();
            servers.put("away", away);
            servers.put("note", notes.toolbox);
            var merged = new MergedToolbox(servers, (name, _) -> missed.add(name));
            assertThat(merged.tools(ANN)).hasSize(3);
            assertThat(missed).containsExactly("away");
            assertThatExceptionOfType(ToolboxException.class)
                    .isThrownBy(() -> new MergedToolbox(Map.of("away", away)).tools(ANN));
        }
    }

    @Test
    void keepsTheLastListOfAServerThatBrokeAndDoesNotPesterIt() {
        var server = new Breakable(notes.toolbox);
        var remembered = new RememberedTools(server, Duration.ZERO, 10);
        remembered.tools(ANN);
        server.broken.set(true);
        assertThat(remembered.tools(ANN)).hasSize(3);
        assertThat(remembered.tools(ANN)).hasSize(3);
        assertThat(server.asked).hasValue(2);
    }

    @Test
    void saysThatAServerIsAwayWhenThereWasNeverAList() {
        var server = new Breakable(notes.toolbox);
        server.broken.set(true);
        var remembered = new RememberedTools(server, Duration.ofMinutes(1), 10);
        assertThatExceptionOfType(ToolboxException.class).isThrownBy(() -> remembered.tools(ANN));
        assertThatExceptionOfType(ToolboxException.class).isThrownBy(() -> remembered.tools(ANN));
        assertThat(server.asked).hasValue(1);
    }

    @Test
    void offersEverythingWhileItIsSmall() {
        var tools = notes.toolbox.tools(ANN);
        var offered =
                new OfferedTools(tools, new ToolSearch(tools, Embedder.none()), new OfferedTools.Limits(10_000, 1));
        assertThat(offered.offer(List.of())).isEqualTo(tools);
    }

    @Test
    void movesNothingThatItOfferedBefore() {
        var tools = new ArrayList<Tool>();
        for (var what : List.of("invoice", "contact", "campaign", "product", "journal", "ledger")) {
            tools.add(Notebook.tool("x_" + what + "_list", Effect.READ, "none", "{\"type\":\"object\"}"));
        }
        var offered = new OfferedTools(tools, new ToolSearch(tools, Embedder.none()), new OfferedTools.Limits(150, 1));
        var first = offered.offer(List.of(asked("product list")));
        var second = offered.offer(List.of(asked("product list"), asked("contact list")));
        assertThat(first).extracting(Tool::name).containsExactly("x_product_list");
        assertThat(second).extracting(Tool::name).startsWith("x_product_list").hasSize(2);
        assertThat(offered.offer(List.of(
                        asked("product list"), asked("contact list"), asked("ledger list"), asked("journal list"))))
                .startsWith(second.toArray(Tool[]::new))
                .hasSizeLessThan(5);
    }

    @Test
    void putsAToolThatWasUsedWhereItWasUsedAndMovesItNoMore() {
        var tools = new ArrayList<Tool>();
        for (var what : List.of("invoice", "contact", "campaign", "product", "journal", "ledger")) {
            tools.add(Notebook.tool("x_" + what + "_list", Effect.READ, "none", "{\"type\":\"object\"}"));
        }
        var offered = new OfferedTools(tools, new ToolSearch(tools, Embedder.none()), new OfferedTools.Limits(150, 1));
        assertThat(offered.offersAll()).isFalse();
        assertThat(offered.offer(List.of(
                        asked("product list"), new OfferedTools.Wish.Use("x_ledger_list"), asked("contact list"))))
                .extracting(Tool::name)
                .containsExactly("x_product_list", "x_ledger_list", "x_contact_list");
    }

    private static OfferedTools.Wish asked(String text) {
        return new OfferedTools.Wish.Request(text);
    }
}
