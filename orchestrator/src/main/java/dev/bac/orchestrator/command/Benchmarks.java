package dev.bac.orchestrator.command;

import dev.bac.agents.ToolDefinitions;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.mcp.ToolInvocation;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.tools.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The measurements that run inside an instance with the demo company. */
record Benchmarks(Running running, Path data) {
    private static final int WARM_UP = 100;
    private static final int PAIRS = 300;
    private static final int QUESTIONS = 200;
    private static final int MAX_TOKENS = 1_000;
    private static final String TOOL = "finance_trial_balance";

    /** What that tool asks the database. */
    private static final String SQL = """
            SELECT l.code, l.name, l.kind,
                   coalesce(sum(p.amount) FILTER (WHERE p.amount > 0), 0) AS debit,
                   coalesce(-sum(p.amount) FILTER (WHERE p.amount < 0), 0) AS credit
              FROM posting p JOIN journal_entry e ON e.id = p.entry_id
                             JOIN ledger_account l ON l.code = p.account
             WHERE e.booked_on <= :asOf AND p.currency = 'EUR'
             GROUP BY l.code, l.name, l.kind ORDER BY l.code
            """;

    private static final List<String> ASKED = List.of(
            "Which invoices are overdue, and by how much?",
            "Which deals are open?",
            "Show the trial balance",
            "Which products are low in stock?",
            "List the contacts of Acme");

    /** In turn, so that all three see the same machine. */
    void mcp() {
        var server = running.platform().server("finance");
        Caller caller = caller();
        var arguments = JsonMapper.shared().createObjectNode();
        var sql = new Samples(PAIRS);
        var direct = new Samples(PAIRS);
        var http = new Samples(PAIRS);
        Runnable query = () -> server.store().read(caller.tenant(), tx -> tx.sql()
                .createQuery(SQL)
                .bind("asOf", tx.today())
                .mapToMap()
                .list());
        for (int i = 0; i < WARM_UP + PAIRS; i++) {
            var call = new ToolCall(TOOL, arguments, "bench/" + i, Optional.empty());
            Runnable inProcess = () -> server.call(caller, ToolInvocation.of(TOOL, arguments));
            Runnable overHttp = () -> running.platform().toolbox().call(caller, call);
            if (i < WARM_UP) {
                query.run();
                inProcess.run();
                overHttp.run();
            } else {
                sql.time(query);
                direct.time(inProcess);
                http.time(overHttp);
            }
        }
        sql.print("baseline: the same SQL in the tenant's transaction");
        direct.print("the tool in process: checks, audit, SQL");
        http.print("the tool over MCP on HTTP");
        System.out.printf("ratio of medians, MCP to SQL: %.2f%n", http.milliseconds(50) / sql.milliseconds(50));
    }

    /** The planner's first answer to a question: the call it chooses among all the company's tools. */
    void planner() {
        var planner = Planners.builtIn(Clock.systemUTC());
        Caller caller = caller();
        var tools = running.platform().toolbox().tools(caller).stream()
                .map(ToolDefinitions::of)
                .toList();
        var samples = new Samples(PAIRS);
        for (int i = 0; i < WARM_UP + PAIRS; i++) {
            List<Message> said = List.of(Message.User.of(ASKED.get(i % ASKED.size())));
            var request = new ChatRequest(
                    ChatRequest.AUTO, said, tools, MAX_TOKENS, Optional.empty(), Duration.ofSeconds(30));
            Runnable ask = () -> planner.chat(caller, request, _ -> {});
            if (i < WARM_UP) {
                ask.run();
            } else {
                samples.time(ask);
            }
        }
        samples.print("first turn over " + tools.size() + " tools");
    }

    /** Resident memory: idle, which is the baseline, and after questions. Linux only. */
    void memory() throws IOException, InterruptedException {
        printMemory("baseline: idle");
        var client = new ChatClient(InstanceFile.find(data).orElseThrow());
        for (int i = 0; i < QUESTIONS; i++) {
            client.say(client.begin(Optional.empty()), ASKED.get(i % ASKED.size()), ChatPrinter.silent());
        }
        printMemory("after " + QUESTIONS + " questions");
    }

    private void printMemory(String when) throws IOException {
        // The server is no child of ours: its command line names the data folder, its back ends are its children.
        var servers = ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .distinct()
                .toList();
        long postgres = 0;
        for (long pid : servers) {
            postgres += resident(pid);
        }
        System.out.printf(
                "%-24s JVM %5d MiB   PostgreSQL %5d MiB (shared pages counted once per process)%n",
                when, resident(ProcessHandle.current().pid()), postgres);
    }

    /** @return MiB; 0 where the system does not say */
    private static long resident(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .sum();
        }
    }

    private Caller caller() {
        String key = InstanceFile.find(data).orElseThrow().key();
        return new ApiEntrance(running.platform().access().keys()).caller(key).orElseThrow();
    }
}
