package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A campaign is followed while it goes on, and whoever was cut off goes on where they were. */
class CampaignEventsTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    private static List<String> lines(String stream, String start) {
        return stream.lines().filter(line -> line.startsWith(start)).toList();
    }

    @Test
    void tellsEachEventOnceAndEndsWhenNothingMoreComes() {
        var admin = TEST.admin();
        admin.post("/api/v1/templates", "{\"name\":\"Followed\",\"body\":\"Hello\"}");
        var made = admin.post(
                "/api/v1/campaigns",
                "{\"name\":\"Followed\",\"template\":\"Followed\",\"purpose\":\"service\","
                        + "\"recipients\":\"to\\n+4915112345601\\n12\\n+4915112345602\\n\"}");
        String path = "/api/v1/campaigns/" + made.json().path("id").asString() + "/events";

        String all = admin.get(path).http().body();
        assertThat(lines(all, "id: ")).containsExactly("id: 1", "id: 2", "id: 3");
        assertThat(lines(all, "event: ").stream().filter(line -> !line.equals("event: results")))
                .containsExactly("event: created", "event: progress", "event: done");
        assertThat(all).contains("\"settled\":3,\"recipients\":3").contains("\"whole\":true");

        String rest = admin.send(
                        admin.request(path).header("Last-Event-ID", "2").GET())
                .http()
                .body();
        assertThat(lines(rest, "id: ")).containsExactly("id: 3");
        assertThat(TEST.stranger().get(path).problem()).isEqualTo("404 not_found");
    }
}
