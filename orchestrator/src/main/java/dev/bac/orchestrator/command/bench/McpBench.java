package dev.bac.orchestrator.command.bench;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.item.Numbers;
import dev.bac.identity.Caller;
import dev.bac.identity.TokenIssuer;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.mcp.baseline.BareJavaServer;
import dev.bac.mcp.serving.BareModernServer;
import dev.bac.mcp.wire.Protocol;
import dev.bac.orchestrator.command.bench.ClosedLoop.Asker;
import dev.bac.orchestrator.command.bench.ClosedLoop.Asking;
import dev.bac.orchestrator.command.bench.ClosedLoop.Way;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.store.StoreLimits;
import dev.bac.store.TxWork;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool call costs with everything on — the token, scopes and filters, row-level security, audit — beside the same
 * SQL alone and beside servers that do nothing but answer. All run in turn, so that all see the same machine.
 *
 * @param modules where the TypeScript SDK is, if anywhere
 */
record McpBench(Running running, Caller caller, Path modules) {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration TRIAL = Duration.ofSeconds(2);
    private static final int TRIALS = 2;
    private static final List<Integer> CALLERS = List.of(10, 1);
    private static final int ROWS = 50;
    private static final String LEGACY = "2025-11-25";

    private static final String TRIAL_BALANCE = """
            SELECT l.code, l.name, l.kind,
                   coalesce(sum(p.amount) FILTER (WHERE p.amount > 0), 0) AS debit,
                   coalesce(-sum(p.amount) FILTER (WHERE p.amount < 0), 0) AS credit
              FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                             JOIN ledger_account l ON l.code = p.account
             WHERE e.booked_on <= :asOf AND p.currency = :currency
             GROUP BY l.code, l.name, l.kind ORDER BY l.code
            """;

    void run() throws Exception {
        var limits = StoreLimits.usual();
        System.out.printf(
                "in force: a message of at most 4 MiB, %d connections a domain, %d s a statement; requests/s not limited for this caller%n"
                        + "closed loop from this process over kept connections; %d s of warming, %d trials of %d s each%n",
                limits.connections(), limits.statement().toSeconds(), WARM_UP.toSeconds(), TRIALS, TRIAL.toSeconds());
        try (var java = BareJavaServer.start();
                var own = BareModernServer.start()) {
            var node = BareNodeServer.start(modules);
            try {
                var ways = ways();
                ways.add(bare("bare: constant, MCP Java SDK", java.address()));
                ways.add(bare("bare: constant, our layer, " + LEGACY, own.address()));
                var constant = modern("tools/call", Map.of("name", BareJavaServer.TOOL, "arguments", Map.of()));
                ways.add(new Way("bare: constant, our layer, 2026-07-28", posts(own.address(), constant)));
                node.ifPresent(there -> ways.add(bare("bare: constant, TypeScript SDK, own process", there.address())));
                measure(ways);
            } finally {
                node.ifPresent(BareNodeServer::close);
            }
            if (node.isEmpty()) {
                System.out.println("no TypeScript SDK under " + modules + " or no Node 20: not measured");
            }
        }
    }

    private void measure(List<Way> ways) {
        for (int callers : CALLERS) {
            var loops = ways.stream().map(way -> new ClosedLoop(way, callers)).toList();
            loops.forEach(loop -> loop.warmUp(WARM_UP));
            for (int trial = 0; trial < TRIALS; trial++) {
                loops.forEach(loop -> loop.trial(TRIAL));
            }
            loops.forEach(ClosedLoop::print);
            ratio("item search, MCP", loops.get(2), loops.get(0));
            ratio("trial balance, MCP", loops.get(6), loops.get(4));
        }
    }

    private static void ratio(String what, ClosedLoop measured, ClosedLoop baseline) {
        System.out.printf(
                "%s to its SQL, ratio of medians: %.2f%n", what, measured.milliseconds(50) / baseline.milliseconds(50));
    }

    private List<Way> ways() {
        var all = JsonMapper.shared().createObjectNode();
        String item = running.platform().server("erp").call(caller, ToolInvocation.of("erp_item_search", all))
                        instanceof ToolAnswer.Result found
                ? found.content().path("items").path(0).path("name").asString()
                : "";
        var search = JsonMapper.shared().createObjectNode().put("text", item);
        var items = new ItemStore(new Numbers());
        var ways = new ArrayList<Way>();
        ways.addAll(of(
                "erp", "erp_item_search", search, tx -> items.search(tx, "text", item, PageWanted.of(null, null, ROWS))
                        .total()));
        ways.addAll(of("finance", "finance_trial_balance", all, tx -> tx.sql()
                .createQuery(TRIAL_BALANCE)
                .bind("asOf", tx.today())
                .bind("currency", tx.settings().currency().getCurrencyCode())
                .mapToMap()
                .list()
                .size()));
        ways.add(new Way("erp, tools/list, 2026-07-28", posts(at("erp"), modern("tools/list", Map.of()))));
        return ways;
    }

    private List<Way> of(String domain, String tool, ObjectNode arguments, TxWork<Integer> sql) {
        var server = running.platform().server(domain);
        Asker query = () -> server.store().<Integer>read(caller.tenant(), sql) > 0;
        Asker direct = () -> server.call(caller, ToolInvocation.of(tool, arguments)) instanceof ToolAnswer.Result;
        var params = Map.of("name", tool, "arguments", arguments);
        return List.of(
                new Way(tool + ", baseline: SQL alone", () -> query),
                new Way(tool + ", in process", () -> direct),
                new Way(tool + ", 2026-07-28", posts(at(domain), modern("tools/call", params))),
                new Way(tool + ", " + LEGACY, posts(at(domain), legacy("tools/call", params))));
    }

    private Way bare(String name, URI address) {
        return new Way(
                name, posts(address, legacy("tools/call", Map.of("name", BareJavaServer.TOOL, "arguments", Map.of()))));
    }

    private URI at(String domain) {
        return URI.create(running.platform().baseUrl() + "/mcp/" + domain);
    }

    /** Headers and body of one request. */
    private record Posted(String headers, String body) {}

    private static Posted modern(String method, Map<String, ?> params) {
        var body = body(method, params);
        var meta = body.withObjectProperty("params").putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", Protocol.VERSION);
        meta.putObject("io.modelcontextprotocol/clientInfo")
                .put("name", "bench")
                .put("version", "1");
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        String name = params.containsKey("name") ? Protocol.NAME_HEADER + ": " + params.get("name") + "\r\n" : "";
        return new Posted(
                Protocol.VERSION_HEADER + ": " + Protocol.VERSION + "\r\n" + Protocol.METHOD_HEADER + ": " + method
                        + "\r\n" + name,
                body.toString());
    }

    private static Posted legacy(String method, Map<String, ?> params) {
        return new Posted(
                Protocol.VERSION_HEADER + ": " + LEGACY + "\r\n",
                body(method, params).toString());
    }

    private static ObjectNode body(String method, Map<String, ?> params) {
        var body = JsonMapper.shared()
                .createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method);
        body.set("params", JsonMapper.shared().valueToTree(params));
        return body;
    }

    /** With a token for that address, as a client that signed in has one; the bare servers ask for none. */
    private Asking posts(URI address, Posted posted) {
        var access = running.platform().access();
        return () -> {
            String token = new TokenIssuer(
                            running.platform().baseUrl(), access.ring(), Clock.systemUTC(), UUID::randomUUID)
                    .mint(caller, address.toString(), TokenIssuer.LONGEST_LIFE);
            return new Posting(
                    new KeptConnection(address),
                    KeptConnection.post(
                            address, "Authorization: Bearer " + token + "\r\n" + posted.headers(), posted.body()));
        };
    }

    private static final class Posting implements Asker {
        private final KeptConnection connection;
        private final byte[] request;

        Posting(KeptConnection connection, byte[] request) {
            this.connection = connection;
            this.request = request;
        }

        @Override
        public boolean ask() throws IOException {
            var answer = connection.send(request);
            return answer.status() == 200
                    && answer.text().contains("\"result\"")
                    && !answer.text().contains("\"isError\":true");
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
