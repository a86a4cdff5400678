package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.crm.activity.Reminders;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.testing.TestServer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** It is 16 March 2026, 11:00 in Berlin, and stays so. */
class ReminderTest {
    private final TestServer crm = CrmToolsTest.prepared();
    private final Reminders reminders = new Reminders(crm.server().store());

    private List<String> told() {
        return crm.read(tx -> tx.sql()
                .createQuery("SELECT body ->> 'activity' FROM outbox WHERE type = 'crm.activity.due' ORDER BY seq")
                .mapTo(String.class)
                .list());
    }

    private void task(String more) {
        crm.ok("crm_activity_create", "{\"kind\":\"task\",\"subject\":\"Ring Hooli\"" + more + "}");
    }

    @Test
    void eachIsToldOnceByHoweverManyNodes() throws Exception {
        IntStream.range(0, 130).forEach(_ -> task(",\"remindAt\":\"2026-03-16T10:00:00+01:00\""));
        var other = new Reminders(
                ToolServer.on(crm.server().store(), CrmServer.declare(), TestServer.security(), TestServer.CLOCK)
                        .store());

        int told = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> here = () -> reminders.tell(crm.caller().tenant());
            Callable<Integer> there = () -> other.tell(crm.caller().tenant());
            for (var one : threads.invokeAll(List.of(here, there, here, there))) {
                told += one.get();
            }
        }
        told += reminders.tell(crm.caller().tenant());

        assertThat(told).isEqualTo(130);
        assertThat(told()).hasSize(130).doesNotHaveDuplicates();
    }

    @Test
    void nobodyIsRemindedOfWhatIsDoneOrNotYetDue() {
        task(",\"remindAt\":\"2026-03-16T10:00:00+01:00\"");
        task(",\"remindAt\":\"2026-03-16T12:00:00+01:00\"");
        task("");
        crm.ok("crm_activity_complete", "{\"activity\":\"ACT-1001\"}");

        assertThat(reminders.tell(crm.caller().tenant())).isZero();
        assertThat(told()).isEmpty();
    }

    @Test
    void aReminderOfTodayIsToldOfInTheMorning() {
        crm.ok("crm_activity_create", "{\"kind\":\"reminder\",\"subject\":\"Offer\",\"due\":\"2026-03-16\"}");
        crm.ok("crm_activity_create", "{\"kind\":\"reminder\",\"subject\":\"Offer\",\"due\":\"2026-03-17\"}");

        assertThat(reminders.tell(crm.caller().tenant())).isEqualTo(1);
        assertThat(told()).containsExactly("ACT-1001");
    }

    @Test
    void saysWhenNobodyCouldBeReminded() {
        for (String at : List.of("2026-03-15T10:00:00Z", "2126-03-15T10:00:00Z", "2026-06-30T23:59:60Z", "tomorrow")) {
            assertThat(crm.refused(
                                    "crm_activity_create",
                                    "{\"kind\":\"task\",\"subject\":\"A\",\"remindAt\":\"" + at + "\"}")
                            .text())
                    .as(at)
                    .startsWith("remindAt");
        }
    }
}
