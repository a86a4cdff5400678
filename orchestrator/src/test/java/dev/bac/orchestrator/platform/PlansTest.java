package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.mcp.Entitlements;
import dev.bac.orchestrator.access.CallAllowance;
import dev.bac.orchestrator.access.Seats;
import dev.bac.orchestrator.testing.Web;
import dev.bac.provisioning.plan.Plan;
import dev.bac.store.Store;
import dev.bac.tools.ToolOutcome;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each plan lets a business do, at the tools and routes themselves. */
class PlansTest {
    private static final long MIB = 1L << 20;

    @TempDir
    private static Path folder;

    private static House house;
    private static BusinessLife life;

    @BeforeAll
    static void opens() {
        house = House.open(folder.resolve("data"), "");
        life = new BusinessLife(house);
    }

    @AfterAll
    static void closes() {
        house.close();
    }

    /** Up to the last one of everything is used directly; then the last one is asked for, and one more. */
    @Test
    void everyPlanGivesTheLastPieceOfEachMeterAndNotOneMore() {
        house.call(
                "provisioning_business_activate",
                "{'businessName': 'Planned', 'industry': 'retail', 'country': 'DE', 'channels': ['SMS']}");
        life.active("Planned");
        var caller = life.admin("Planned");
        house.call(caller, "crm_contact_save", "{'name': 'Ann Arbor'}");
        house.call(caller, "knowledge_collection_save", "{'name': 'handbook'}");
        for (var plan : Plan.values()) {
            if (plan != Plan.SHARED) {
                assertThat(life.ordered("change", "{'business': 'Planned', 'plan': '" + plan + "'}"))
                        .contains("It has the plan " + plan.key());
            }
            everyServerKnows(caller.tenant(), plan);
            people(caller.tenant(), plan);
            agents(caller.tenant(), plan);
            messages(caller, plan);
            calls(caller.tenant(), plan);
            documents(caller, plan);
            files(caller, plan);
        }
    }

    private static void everyServerKnows(TenantId company, Plan plan) {
        var stores = new ArrayList<Store>(List.of(house.platform.access().store()));
        Servers.NAMES.forEach(name -> stores.add(house.platform.server(name).store()));
        for (var store : stores) {
            assertThat(store.<Map<String, Long>>read(
                            company, tx -> Entitlements.of(tx).byMeter()))
                    .as(store.schema())
                    .isEqualTo(plan.limits());
        }
    }

    private static void people(TenantId company, Plan plan) {
        long most = plan.limit("users").orElseThrow();
        var members = house.platform.access().members();
        house.platform.access().store().shared(handle -> {
            handle.execute("""
                    INSERT INTO person (id, name, created_at)
                    SELECT gen_random_uuid(), 'filler ' || n, now() FROM generate_series(1, ?) AS n
                    ON CONFLICT DO NOTHING
                    """, most);
            return handle.execute("""
                    INSERT INTO membership (person, company, roles)
                    SELECT id, ?, '{user}' FROM person
                    WHERE name LIKE 'filler %' AND id NOT IN (SELECT person FROM membership WHERE company = ?)
                    LIMIT ? - 1 - (SELECT count(*) FROM membership WHERE company = ?)
                    """, company.value(), company.value(), most, company.value());
        });
        members.enrol(company, "last of " + plan, Set.of(Role.USER));
        assertThatThrownBy(() -> members.enrol(company, "over " + plan, Set.of(Role.USER)))
                .isInstanceOf(Seats.Taken.class)
                .hasMessageContaining("holds " + most + " people");
    }

    private static void agents(TenantId company, Plan plan) {
        long most = plan.limit("agents").orElseThrow();
        house.platform.access().store().write(company, tx -> {
            tx.sql().execute("""
                    INSERT INTO agent_version (name, digest, yaml, author, at)
                    SELECT 'filler-' || n, 'x', 'x', 'test', now() FROM generate_series(1, ?) AS n ON CONFLICT DO NOTHING
                    """, most);
            return tx.sql().execute("""
                    INSERT INTO agent (name, digest, updated_at)
                    SELECT 'filler-' || n, 'x', now() FROM generate_series(1, ? - 1 - (
                        SELECT count(*)::int FROM agent WHERE name NOT LIKE 'filler-%')) AS n ON CONFLICT DO NOTHING
                    """, (int) most);
        });
        var member = house.platform
                .access()
                .members()
                .find(company, house.admin.name())
                .orElseThrow();
        String key = house.platform
                .access()
                .keys()
                .create(member, member.roles(), "test " + plan, Optional.empty())
                .text();
        var web = new Web(house.platform.baseUrl(), Optional.of(key));
        assertThat(put(web, "last-of-" + plan.key()).status()).isLessThan(300);
        assertThat(put(web, "over-" + plan.key()).status()).isGreaterThanOrEqualTo(400);
        var used = web.get("/api/v1/usage").json().path("plan");
        assertThat(used.path(1).path("meter").asString()).isEqualTo("documents");
        assertThat(used.path(1).path("limit").asLong())
                .isEqualTo(plan.limit("documents").orElseThrow() * MIB);
    }

    private static Web.Reply put(Web web, String name) {
        String yaml = """
                apiVersion: bac/v1
                kind: Agent
                metadata: {name: %s, title: Ours, department: Test}
                description: It watches what nobody else watches, in %s.
                starters: [{title: Open, text: What is open?}]
                instructions: Say what is open.
                tools:
                  - {server: finance, allow: [finance_invoice_list]}
                """.formatted(name, name);
        return web.send(web.request("/api/v1/agents/" + name)
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(yaml)));
    }

    private static void messages(Caller caller, Plan plan) {
        var store = house.platform.server("messaging").store();
        used(store, caller.tenant(), "sms", plan.limit("sms").orElseThrow() - 1);
        assertThat(sent(caller, "+491512345670")).isInstanceOf(ToolOutcome.Done.class);
        assertThat(sent(caller, "+491512345671").text()).contains("used up");
    }

    private static ToolOutcome sent(Caller caller, String to) {
        return house.outcome(caller, "messaging_message_send", "{'to': '" + to + "', 'body': 'Hello'}");
    }

    private static void calls(TenantId company, Plan plan) {
        var store = house.platform.access().store();
        var limit = plan.limit("calls");
        used(store, company, "calls", limit.orElse(1_000_000_000) - 1);
        var node = new CallAllowance(store, Clock.systemUTC());
        assertThat(node.take(company)).isTrue();
        assertThat(node.take(company)).isEqualTo(limit.isEmpty());
    }

    private static void documents(Caller caller, Plan plan) {
        var store = house.platform.server("knowledge").store();
        used(store, caller.tenant(), "documents", plan.limit("documents").orElseThrow() * MIB - 100);
        assertThat(added(caller, "last of " + plan)).isInstanceOf(ToolOutcome.Done.class);
        assertThat(added(caller, "over " + plan).text())
                .contains("documents: the plan holds " + plan.limit("documents").orElseThrow() + " MiB");
        assertThat(house.outcome(caller, "knowledge_document_list", "{}").text())
                .doesNotContain("over " + plan);
    }

    /** A text of a hundred bytes. */
    private static ToolOutcome added(Caller caller, String title) {
        return house.outcome(
                caller,
                "knowledge_document_add",
                "{'collection': 'handbook', 'file': 'a.txt', 'title': '%s', 'text': '%s'}"
                        .formatted(title, "word".repeat(25)));
    }

    private static void files(Caller caller, Plan plan) {
        var store = house.platform.server("crm").store();
        used(store, caller.tenant(), "files", plan.limit("files").orElseThrow() * MIB);
        assertThat(house.outcome(caller, "crm_export_create", "{'kind': 'CONTACT'}")
                        .text())
                .contains("files: the plan holds " + plan.limit("files").orElseThrow() + " MiB");
    }

    /** So much was used before. */
    private static void used(Store store, TenantId company, String meter, long amount) {
        store.write(company, tx -> {
            LocalDate period =
                    switch (meter) {
                        case "sms" -> tx.today().withDayOfMonth(1);
                        case "calls" -> tx.today();
                        default -> LocalDate.EPOCH;
                    };
            return tx.sql()
                    .createUpdate("""
                            INSERT INTO quota_use (meter, period, used) VALUES (:meter, :period, :used)
                            ON CONFLICT (tenant_id, meter, period) DO UPDATE SET used = excluded.used
                            """)
                    .bind("meter", meter)
                    .bind("period", period)
                    .bind("used", amount)
                    .execute();
        });
    }

    /** What is stored beyond the smaller plan has to go first. */
    @Test
    void aDowngradeSaysHowMuchStorageDoesNotFit() {
        house.call(
                "provisioning_business_activate",
                "{'businessName': 'Full', 'industry': 'retail', 'country': 'DE', 'plan': 'DEDICATED'}");
        life.active("Full");
        var company = life.company("Full").id();
        used(house.platform.server("knowledge").store(), company, "documents", 900 * MIB);

        assertThat(life.ordered("change", "{'business': 'Full', 'plan': 'SHARED'}"))
                .contains("it has 900.0 MiB of documents and the plan holds 896, so remove 4.0 MiB.");
    }

    @Test
    void eachPlanHoldsAsManyPeopleAsItSaysHoweverManyComeAtOnce() throws Exception {
        life.activate("Crowded", "agency", "ZA");
        var company = life.company("Crowded").id();
        assertThat(joined(company, "a", 64)).isEqualTo(9);

        life.ordered("change", "{'business': 'Crowded', 'plan': 'DEDICATED'}");
        assertThat(joined(company, "b", 64)).isEqualTo(40);

        assertThat(life.ordered("change", "{'business': 'Crowded', 'plan': 'SHARED'}"))
                .contains("it has 50 users and the plan holds 10, so remove 40.");
        assertThat(house.call("provisioning_activation_status", "{'activation': 'Crowded'}")
                        .path("activation")
                        .path("plan")
                        .asString())
                .isEqualToIgnoringCase("dedicated");
    }

    private static int joined(TenantId company, String prefix, int people) throws Exception {
        var joins = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < people; i++) {
            String name = prefix + i;
            joins.add(() -> {
                try {
                    house.platform.access().members().enrol(company, name, Set.of(Role.USER));
                    return true;
                } catch (Seats.Taken e) {
                    return false;
                }
            });
        }
        int in = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(joins)) {
                in += one.get() ? 1 : 0;
            }
        }
        return in;
    }

    @Test
    void aDayHoldsAsManyCallsAsThePlanSaysHoweverManyComeAtOnce() throws Exception {
        life.activate("Busy", "education", "IT");
        var company = life.company("Busy").id();
        // Two nodes: each has slices of its own.
        var nodes = List.of(
                new CallAllowance(house.platform.access().store(), Clock.systemUTC()),
                new CallAllowance(house.platform.access().store(), Clock.systemUTC()));
        var callers = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 64; i++) {
            var node = nodes.get(i % 2);
            callers.add(() -> {
                int taken = 0;
                for (int call = 0; call < 200; call++) {
                    taken += node.take(company) ? 1 : 0;
                }
                return taken;
            });
        }
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(callers)) {
                taken += one.get();
            }
        }
        assertThat(taken).isEqualTo(10_000);
    }
}
