package dev.bac.orchestrator.command.bench;

import dev.bac.crm.naming.Fold;
import dev.bac.identity.Caller;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.orchestrator.command.bench.ClosedLoop.Asker;
import dev.bac.orchestrator.command.bench.ClosedLoop.Way;
import dev.bac.orchestrator.command.instance.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * Searching contacts among many: the tool with its checks, row-level security, total and audit, beside the same lookup as
 * SQL alone. The contacts are made up of 300 first names, 3,000 last names and 20,000 job titles, and looked for by first
 * and last name, by last name, by e-mail address, and page by page.
 *
 * @param contacts how many
 */
record CrmBench(Running running, Caller caller, int contacts) {
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TRIAL = Duration.ofSeconds(10);
    private static final int BATCH = 20_000;
    private static final int FIRST_NAMES = 300;
    private static final int LAST_NAMES = 3_000;

    /** Names no other contact has; letters follow from the number, so that names do not all begin alike. */
    private static final String FILL = """
            INSERT INTO contact (id, number, name, folded, job_title, email, phone, created_at, search)
            SELECT uuidv7(), n + 2000000, first || ' ' || last, first || ' ' || last, 'title ' || n % 20000,
                   'c' || n || '@bench.example', '+49' || 3000000000 + n, now(),
                   first || ' ' || last || ' title ' || n % 20000 || ' c' || n || ' bench example 49' || 3000000000 + n
            FROM (SELECT n, translate(to_char((n * 7919) % 300, 'FM000'), '0123456789', 'aeioubdklm') || 'na' AS first,
                         translate(to_char((n * 104729) % 3000, 'FM0000'), '0123456789', 'rastulomen') || 'son' AS last
                  FROM generate_series(CAST(:from AS bigint), CAST(:to AS bigint)) AS n) AS made
            """;

    private static final String SQL = """
            SELECT c.id, c.number, c.name, a.name AS account, c.email, c.phone FROM contact c
            LEFT JOIN account a ON a.tenant_id = c.tenant_id AND a.id = c.account_id
            WHERE c.words @@ to_tsquery('simple', :query) ORDER BY c.folded, c.number LIMIT 21
            """;

    void run() {
        fill();
        var loops = new ArrayList<ClosedLoop>();
        for (var kind : List.of(Asked.NAME, Asked.LAST_NAME, Asked.EMAIL)) {
            loops.add(new ClosedLoop(new Way(kind.told + ", baseline: SQL alone", () -> sql(kind)), 1));
            loops.add(new ClosedLoop(new Way(kind.told + ", crm_contact_search", () -> tool(kind)), 1));
        }
        loops.add(new ClosedLoop(new Way("page of all, crm_contact_search", () -> tool(Asked.NOTHING)), 1));
        loops.forEach(loop -> loop.warmUp(WARM_UP));
        loops.forEach(loop -> loop.trial(TRIAL));
        loops.forEach(ClosedLoop::print);
        double slowest = 0;
        for (int i = 1; i < loops.size(); i += 2) {
            slowest = Math.max(slowest, loops.get(i).milliseconds(95));
        }
        System.out.printf("slowest p95 of the tool: %.1f ms at %,d contacts (aim: below 50 ms)%n", slowest, contacts);
    }

    /** What is looked for. */
    private enum Asked {
        NAME("first and last name"),
        LAST_NAME("last name"),
        EMAIL("e-mail address"),
        NOTHING("nothing");

        final String told;

        Asked(String told) {
            this.told = told;
        }
    }

    private void fill() {
        var store = running.platform().server("crm").store();
        long begin = System.nanoTime();
        for (int from = 0; from < contacts; from += BATCH) {
            int first = from;
            int last = Math.min(from + BATCH, contacts) - 1;
            store.write(caller.tenant(), tx -> tx.sql()
                    .createUpdate(FILL)
                    .bind("from", first)
                    .bind("to", last)
                    .execute());
        }
        store.asOwner(caller.tenant(), tx -> tx.sql().execute("ANALYZE contact"));
        System.out.printf(
                "%,d contacts in %.0f s; closed loop of one caller, %d s of warming and %d s each%n",
                contacts, (System.nanoTime() - begin) / 1e9, WARM_UP.toSeconds(), TRIAL.toSeconds());
    }

    private String query(Asked asked) {
        int n = ThreadLocalRandom.current().nextInt(contacts);
        return switch (asked) {
            case NAME -> first(n) + " " + last(n);
            case LAST_NAME -> last(n);
            case EMAIL -> "c" + n + "@bench.example";
            case NOTHING -> "";
        };
    }

    private static String first(int n) {
        return letters("%03d".formatted((n * 7919L) % FIRST_NAMES), "aeioubdklm") + "na";
    }

    private static String last(int n) {
        return letters("%04d".formatted((n * 104729L) % LAST_NAMES), "rastulomen") + "son";
    }

    private static String letters(String digits, String letters) {
        var text = new StringBuilder();
        digits.chars().forEach(digit -> text.append(letters.charAt(digit - '0')));
        return text.toString();
    }

    private Asker sql(Asked asked) {
        var store = running.platform().server("crm").store();
        return () -> !store.read(caller.tenant(), tx -> tx.sql()
                        .createQuery(SQL)
                        .bind("query", Fold.query(query(asked)))
                        .mapToMap()
                        .list())
                .isEmpty();
    }

    private Asker tool(Asked asked) {
        var server = running.platform().server("crm");
        return () -> {
            var arguments = JsonMapper.shared().createObjectNode().put("query", query(asked));
            return server.call(caller, ToolInvocation.of("crm_contact_search", arguments))
                            instanceof ToolAnswer.Result found
                    && found.content().path("total").asLong() > 0;
        };
    }
}
