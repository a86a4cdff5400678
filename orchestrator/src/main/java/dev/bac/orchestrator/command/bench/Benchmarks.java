package dev.bac.orchestrator.command.bench;

import dev.bac.agents.ToolDefinitions;
import dev.bac.identity.Caller;
import dev.bac.llm.ChatRequest;
import dev.bac.llm.Message;
import dev.bac.orchestrator.access.ApiEntrance;
import dev.bac.orchestrator.command.instance.ChatClient;
import dev.bac.orchestrator.command.instance.ChatPrinter;
import dev.bac.orchestrator.command.instance.Failed;
import dev.bac.orchestrator.command.instance.Planners;
import dev.bac.orchestrator.command.instance.Running;
import dev.bac.orchestrator.instance.InstanceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The measurements that run inside an instance with the demo company. */
record Benchmarks(Running running, Path data) {
    private static final int WARM_UP = 100;
    private static final int PAIRS = 300;
    private static final int QUESTIONS = 200;
    private static final int MAX_TOKENS = 1_000;
    private static final List<String> ASKED = List.of(
            "Which invoices are overdue, and by how much?",
            "Which deals are open?",
            "Show the trial balance",
            "Which products are low in stock?",
            "List the contacts of Acme");

    /** @param modules a folder {@code node_modules} that may hold the TypeScript SDK */
    void mcp(Path modules) {
        try {
            new McpBench(running, caller(), modules).run();
        } catch (Exception e) {
            throw new Failed("the benchmark stopped", e);
        }
    }

    void erp() {
        new ErpBench(running, caller()).run();
    }

    /** Searching among so many contacts. */
    void crm(int contacts) {
        new CrmBench(running, caller(), contacts).run();
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
    static long resident(long pid) throws IOException {
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
