package dev.bac.orchestrator.crash;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.tools.Canonical;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process of its own: the platform on a data folder, writing invoices, payments, transfers and bank statements over MCP as it is told on standard
 * input. A line on standard output acknowledges what was answered. {@code N} writes invoice N and its payment, a
 * transfer that is held and posted, and a bank statement;
 * {@code verify} tells what the books say; {@code stop} ends it cleanly.
 */
public final class Bookkeeper {
    private static final int AT_ONCE = 4;
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String STATEMENT = """
            {"content":"Date;Amount;Payee;Text\\n2026-01-05;10.00;Acme;one\\n2026-01-06;-3.00;Acme;two\\n",
             "accountNumber":"%s","openingBalance":"0","closingBalance":"7"}""";

    private final Platform platform;
    private final Company company;
    private final Caller caller;
    private final Grants grants;

    Bookkeeper(Platform platform) {
        this.platform = platform;
        company = platform.access()
                .companies()
                .find("books")
                .filter(known -> known.state() == Company.State.ACTIVE)
                .orElseGet(() -> TestPlatform.company(platform, "books"));
        Member member = platform.access().members().enrol(company.id(), "ada", Set.of(Role.ADMIN));
        caller = new Caller(
                company.id(),
                member.user(),
                "ada",
                member.roles(),
                Role.scopesOf(member.roles()),
                Channel.API,
                Optional.empty());
        grants = new Grants(platform.baseUrl(), platform.access().ring(), Clock.systemUTC());
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        var settings = TestPlatform.settings(Path.of(arguments[0]));
        try (var platform =
                Platform.start(new Platform.Outside(settings, Map.of(), new ScriptedModel(), Clock.systemUTC()))) {
            var books = new Bookkeeper(platform);
            say("ready");
            books.listen();
        }
    }

    private void listen() throws IOException, InterruptedException {
        var room = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var in = new java.io.BufferedReader(
                        new java.io.InputStreamReader(System.in, java.nio.charset.StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null && !line.equals("stop"); line = in.readLine()) {
                if (line.equals("verify")) {
                    say("verified " + verified());
                    continue;
                }
                int number = Integer.parseInt(line);
                room.acquire();
                threads.execute(() -> {
                    try {
                        write(number);
                    } finally {
                        room.release();
                    }
                });
            }
        }
    }

    private void write(int number) {
        String invoice = done(
                        "finance_invoice_create",
                        "invoice/" + number,
                        "{\"customer\":\"Acme\",\"amount\":\"%d.10\",\"description\":\"work %d\",\"currency\":\"EUR\"}"
                                .formatted(number + 1, number))
                .at("/invoice/number")
                .asString();
        say("invoice " + number + " " + invoice);
        String payment = done(
                        "finance_payment_record",
                        "payment/" + number,
                        "{\"invoice\":\"%s\",\"reference\":\"work %d\"}".formatted(invoice, number))
                .path("payment")
                .asString();
        say("payment " + number + " " + payment);
        String transfer = new java.util.UUID(0x7000L, 0x8000000000000000L | number).toString();
        done(
                "finance_transfer_hold",
                "hold/" + number,
                "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"1\",\"description\":\"work %d\",\"id\":\"%s\"}"
                        .formatted(number, transfer));
        done("finance_transfer_end", "end/" + number, "{\"transfer\":\"%s\",\"outcome\":\"post\"}".formatted(transfer));
        say("transfer " + number + " " + transfer);
        String account = "BANK" + number;
        done("finance_bank_import", "bank/" + number, STATEMENT.formatted(account));
        say("statement " + number + " " + account);
    }

    dev.bac.identity.TenantId company() {
        return company.id();
    }

    /** What a write came to that a person has approved. */
    tools.jackson.databind.JsonNode done(String tool, String key, String json) {
        var arguments = (ObjectNode) JSON.readTree(json);
        String grant = grants.sign(new Grant(
                key,
                company.id(),
                tool,
                Canonical.sha256(arguments),
                "run",
                key,
                Platform.POLICY,
                caller.user(),
                Clock.systemUTC().instant().plus(Duration.ofMinutes(5))));
        return switch (platform.toolbox().call(caller, new ToolCall(tool, arguments, key, Optional.of(grant)))) {
            case ToolOutcome.Done done -> done.content();
            case ToolOutcome.Failed failed -> throw new IllegalStateException(failed.text());
            case ToolOutcome.NeedsApproval needs -> throw new IllegalStateException(needs.text());
        };
    }

    /** Counts as JSON: rows, rows that are there twice, what the ledger sums to, and what finance finds wrong. */
    private String verified() {
        var store = platform.server("finance").store();
        var told = store.read(company.id(), tx -> {
            var sql = tx.sql();
            return JSON.createObjectNode()
                    .put(
                            "sum",
                            sql.createQuery("SELECT coalesce(sum(amount), 0)::text FROM posting")
                                    .mapTo(String.class)
                                    .one())
                    .put(
                            "invoices",
                            sql.createQuery(
                                            "SELECT string_agg(l.description || '=' || i.number, ',') FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id")
                                    .mapTo(String.class)
                                    .one())
                    .put(
                            "payments",
                            sql.createQuery("SELECT string_agg(reference || '=' || number, ',') FROM payment")
                                    .mapTo(String.class)
                                    .one())
                    .put("transfers", joined(sql, """
                            SELECT string_agg(t.description || '=' || t.id, ',') FROM pending_transfer t
                              JOIN journal_entry e ON e.source = 'TRANSFER' AND e.source_id = t.id WHERE t.state = 'POSTED'"""))
                    .put("statements", joined(sql, """
                            SELECT string_agg('work ' || substr(a.number, 5) || '=' || a.number, ',') FROM bank_account a
                              JOIN bank_statement s ON s.bank_account_id = a.id
                             WHERE (SELECT count(*) FROM bank_line l WHERE l.bank_account_id = a.id) = 2"""));
        });
        told.put("problems", TestPlatform.tenancy(platform).verify(company.id()).toString());
        return told.toString();
    }

    private static String joined(org.jdbi.v3.core.Handle sql, String query) {
        return sql.createQuery(query).mapTo(String.class).one();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
