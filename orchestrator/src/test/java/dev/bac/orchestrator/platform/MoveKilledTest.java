package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.activation.PlatformCalls;
import dev.bac.store.EmbeddedPostgres;
import dev.bac.tools.Tool;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * kill -9 in the middle of a move from the shared database to one of its own: the next start goes on with it, or the
 * business is resumed here and what was copied is gone; no row is lost either way, by a count that knows nothing of the
 * product. {@code -Dmoves=20} for the long form.
 */
class MoveKilledTest {
    private static final String BUSINESS = "Growing";
    private static final int ACCOUNTS = 3_000;
    private static final int KILLS = Integer.getInteger("moves", 1);
    /** After which a move that is not disturbed has usually ended. */
    private static final Duration MOVE = Duration.ofSeconds(6);

    @Test
    void losesNoRowOfABusinessThatMoves(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        var id = made(data);
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            killed += died(data, MOVE.multipliedBy(2L * kill + 1).dividedBy(2L * KILLS)) ? 1 : 0;
        }

        try (var house = House.open(data, "")) {
            var life = new BusinessLife(house);
            House.eventually("[done]", () -> Mover.moves(life, BUSINESS).toString());
            var here = rows(new Census(house.platform.storage().address()), id);
            assertThat(here.get("crm.account.tenant_id")).isGreaterThanOrEqualTo(ACCOUNTS);
            try (var own = EmbeddedPostgres.start(data.resolve("dedicated").resolve(id.toString()))) {
                assertThat(rows(new Census(own.address()), id)).containsAllEntriesOf(here);
            }
            System.out.printf(
                    "killed %d times in the middle of a move: %d rows of %d tables here and there%n",
                    killed, here.values().stream().mapToLong(Long::longValue).sum(), here.size());
        }
    }

    @Test
    void isWholeHereWhenItIsResumedAfterAMoveThatDied(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        var id = made(data);
        Map<String, Long> before;
        try (var house = House.open(data, "")) {
            before = rows(new Census(house.platform.storage().address()), id);
        }
        assertThat(died(data, MOVE.dividedBy(3))).isTrue();

        var resumed = new CountDownLatch(1);
        try (var house =
                House.open(data, "", (_, _, _) -> House.said(List.of()), toolbox -> new Late(toolbox, resumed))) {
            var life = new BusinessLife(house);
            house.call("provisioning_business_resume", "{'business': '" + BUSINESS + "'}");
            resumed.countDown();
            House.eventually("[refused]", () -> Mover.moves(life, BUSINESS).toString());
            assertThat(data.resolve("dedicated").resolve(id.toString())).doesNotExist();
            assertThat(rows(new Census(house.platform.storage().address()), id)).containsAllEntriesOf(before);
            House.eventually(
                    "true",
                    () -> Boolean.toString(
                            house.outcome(life.admin(BUSINESS), "crm_account_search", "{}")
                                    instanceof ToolOutcome.Done));
        }
    }

    /** No order is looked at before the business is resumed: the scheduler is quicker than a person. */
    private record Late(Toolbox toolbox, CountDownLatch resumed) implements Toolbox {
        @Override
        public List<Tool> tools(Caller caller) {
            return toolbox.tools(caller);
        }

        @Override
        public ToolOutcome call(Caller caller, ToolCall call) {
            if (call.tool().equals("provisioning_order_plan")) {
                try {
                    resumed.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return toolbox.call(caller, call);
        }
    }

    private static TenantId made(Path data) {
        try (var house = House.open(data, "")) {
            house.call(
                    "provisioning_business_activate",
                    "{'businessName': 'Growing', 'industry': 'manufacturing', 'country': 'DE', 'plan': 'DEDICATED'}");
            var life = new BusinessLife(house);
            life.active(BUSINESS);
            var id = life.company(BUSINESS).id();
            var seed = JsonNodeFactory.instance.objectNode();
            for (String list : new String[] {"stages", "contacts", "opportunities", "leads", "activities"}) {
                seed.putArray(list);
            }
            var accounts = seed.putArray("accounts");
            for (int i = 0; i < ACCOUNTS; i++) {
                accounts.addObject()
                        .put("id", new UUID(id.value().getMostSignificantBits(), i).toString())
                        .put("number", 2_000 + i)
                        .put("name", "Account " + i)
                        .put("createdAt", Instant.EPOCH.toString());
            }
            new PlatformCalls(house.platform.toolbox()).call(id, "crm_tenant_seed", seed, "accounts");
            return id;
        }
    }

    /** Rows of each table that says whose they are, but for what notes calls and changes. */
    private static Map<String, Long> rows(Census census, TenantId id) throws Exception {
        return census.rows(Set.of(id.value())).entrySet().stream()
                .filter(table -> !table.getKey().contains(".change_log.")
                        && !table.getKey().contains(".idempotency."))
                .filter(table -> table.getKey().contains(".tenant_id of ")
                        || table.getKey().startsWith("orchestrator.")
                                && table.getKey().contains(".company of "))
                .collect(Collectors.toMap(
                        table -> table.getKey().replaceFirst(" of .*", ""),
                        Map.Entry::getValue,
                        Long::sum,
                        TreeMap::new));
    }

    /** @return whether it was killed in the middle; it may be done before */
    private static boolean died(Path data, Duration after) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Mover.class.getName(),
                        data.toString(),
                        BUSINESS)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.equals(Mover.MOVING) && !line.equals(Mover.MOVED)) {
                line = out.readLine();
            }
            boolean ended = process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            return !ended && Files.exists(data.resolve("dedicated"));
        }
    }
}
