package dev.bac.crm.crash;

import dev.bac.crm.CrmServer;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.testing.TestServer;
import dev.bac.store.Database;
import dev.bac.store.PostgresAddress;
import dev.bac.store.UuidV7;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process of its own beside a database that lives on. The first lines on standard input say where; then a line
 * {@code N} does work N: a lead is added and converted, and now and then contacts are merged or a table is taken in. A
 * line on standard output acknowledges what was answered.
 */
public final class Salesman {
    private static final int AT_ONCE = 4;
    private static final int MOST_TRIES = 50;
    private final TestServer crm;

    private Salesman(TestServer crm) {
        this.crm = crm;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var address = PostgresAddress.parse(in.readLine());
            var tenant = new TenantId(UUID.fromString(in.readLine()));
            var user = new UserId(UUID.fromString(in.readLine()));
            var clock = Clock.systemUTC();
            var domain = CrmServer.declare();
            try (var database = Database.connect(address, clock, new UuidV7(clock, new SecureRandom()))) {
                var server = ToolServer.on(
                        database.open(ToolServer.schema(domain)), domain, TestServer.security(), TestServer.CLOCK);
                var scopes = Stream.of("crm:read", "crm:write").map(Scope::new).collect(Collectors.toSet());
                var caller = new Caller(
                        tenant, user, "Test user", Set.of(Role.ADMIN), scopes, Channel.API, Optional.empty());
                say("ready");
                new Salesman(new TestServer(server, caller)).listen(in);
            }
        }
    }

    private void listen(BufferedReader in) throws IOException, InterruptedException {
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String line = in.readLine(); line != null && !line.equals("stop"); line = in.readLine()) {
                int number = Integer.parseInt(line);
                room.acquire();
                threads.execute(() -> {
                    try {
                        work(number);
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }

    private void work(int n) {
        String lead = done(
                        "crm_lead_create",
                        "lead/" + n,
                        "{\"name\":\"Lead %d\",\"company\":\"Company %d\",\"email\":\"lead%d@x.example\",\"source\":\"web\"}"
                                .formatted(n, n / 3, n))
                .at("/lead/number")
                .asString();
        say("lead " + n + " " + lead);
        String contact = done(
                        "crm_lead_convert",
                        "convert/" + n,
                        "{\"lead\":\"%s\",\"opportunity\":\"Deal %d\",\"amount\":\"10.50\"}".formatted(lead, n))
                .path("contactId")
                .asString();
        say("convert " + n + " " + contact);
        if (n % 4 == 0) {
            String twin = done("crm_contact_save", "twin/" + n, "{\"name\":\"Twin %d\"}".formatted(n))
                    .at("/contact/number")
                    .asString();
            String merge = done(
                            "crm_merge_create",
                            "merge/" + n,
                            "{\"kind\":\"contact\",\"keep\":\"%s\",\"merge\":[\"%s\"]}".formatted(contact, twin))
                    .path("merge")
                    .asString("done");
            say("merge " + n + " " + merge);
        }
        if (n % 5 == 0) {
            var table = new StringBuilder("name,email\\n");
            for (int i = 0; i < 60; i++) {
                table.append("Guest %d %d,g%d.%d@y.example\\n".formatted(n, i, n, i));
            }
            String taken = done("crm_contact_import", "import/" + n, "{\"csv\":\"" + table + "\"}")
                    .path("number")
                    .asString();
            say("import " + n + " " + taken);
        }
    }

    private ObjectNode done(String tool, String key, String json) {
        var call = ToolInvocation.of(tool, TestServer.parse(json)).keyed(key);
        ToolAnswer answer = crm.call(call);
        // As any client does that is told to come again: with the same key.
        for (int busy = 0;
                busy < MOST_TRIES
                        && answer instanceof ToolAnswer.Refused no
                        && no.code().equals("busy");
                busy++) {
            answer = crm.call(call);
        }
        if (answer instanceof ToolAnswer.NeedsApproval asked) {
            answer = granted(call, tool, asked);
        }
        if (answer instanceof ToolAnswer.Result result) {
            return result.content();
        }
        throw new IllegalStateException(tool + " " + key + ": " + answer);
    }

    private ToolAnswer granted(ToolInvocation call, String tool, ToolAnswer.NeedsApproval asked) {
        ToolAnswer answer = asked;
        for (int busy = 0; busy < MOST_TRIES; busy++) {
            answer = crm.call(call.granted(crm.grant(tool, asked.argumentsHash())));
            if (!(answer instanceof ToolAnswer.Refused no) || !no.code().equals("busy")) {
                return answer;
            }
        }
        return answer;
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
