package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Workflows of a test, put and started over HTTP. */
record Flows(TestPlatform test) {
    static final String HEAD = """
            apiVersion: bac/v1
            kind: Workflow
            metadata: {name: %s, title: A test, department: Tests, maturity: live}
            description: For a test.
            """;
    private static final Set<String> ENDED = Set.of("done", "failed", "cancelled", "parked");

    void put(String name, String rest) {
        var reply = test.admin()
                .send(test.admin()
                        .request("/api/v1/workflows/" + name)
                        .PUT(BodyPublishers.ofString(HEAD.formatted(name) + rest)));
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
    }

    UUID start(String name, String input) {
        return begun(test.admin().post("/api/v1/workflows/" + name + "/runs", "{\"input\": " + input + "}"));
    }

    UUID start(String name, String input, String once) {
        return begun(test.admin()
                .post("/api/v1/workflows/" + name + "/runs", "{\"input\": " + input + ", \"once\": \"" + once + "\"}"));
    }

    private static UUID begun(Web.Reply reply) {
        assertThat(reply.status()).as(reply.http().body()).isEqualTo(202);
        return UUID.fromString(reply.json().path("run").asString());
    }

    JsonNode run(UUID id) {
        return test.admin().get("/api/v1/runs/" + id).json();
    }

    /** The run once it is over. */
    JsonNode ended(UUID id) {
        await(() -> ENDED.contains(run(id).at("/run/state").asString()), () -> "run " + run(id));
        return run(id);
    }

    void eventually(UUID id, String state) {
        await(() -> run(id).at("/run/state").asString().equals(state), () -> state + " " + run(id));
    }

    /** What the run asks people now. */
    JsonNode approval(UUID id) {
        await(() -> found(id).isPresent(), () -> "no approval of " + run(id));
        return found(id).orElseThrow();
    }

    private Optional<JsonNode> found(UUID id) {
        return test.admin()
                .get("/api/v1/approvals?state=pending")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("run").asString().equals(id.toString()))
                .findFirst();
    }

    /** Another admin. */
    Web boss() {
        return new Web(test.platform().baseUrl(), Optional.of(test.key(test.member("cleo", Role.ADMIN))));
    }

    /** Waits for it, for a minute at most. */
    static void await(BooleanSupplier wanted, java.util.function.Supplier<String> what) {
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        while (!wanted.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
