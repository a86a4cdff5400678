package dev.bac.agents.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.agents.Agent;
import dev.bac.agents.AgentLibrary;
import dev.bac.agents.format.Fleet;
import dev.bac.agents.testing.FrontDeskBench;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.retrieval.Embedder;
import dev.bac.retrieval.onnx.BgeEmbedder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What people say ends with the tool that answers it: front desk, agent, tool and arguments, with no language model. By
 * wording alone it takes seconds. {@code -Dbac.bench=true} measures it with meaning, as the product has it, over the
 * sentences of the planner and the front desk as well, and prints each miss of those that may be looked at.
 */
class PlainSentencesTest {
    /** A Monday; sentences with dates are written for it. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-16T09:00:00Z"));

    private static final Caller ANN = new Caller(
            new TenantId(new UUID(0, 1)),
            new UserId(new UUID(0, 2)),
            "Ann",
            Set.of(Role.ADMIN),
            Role.scopesOf(Set.of(Role.ADMIN)),
            Channel.WEB,
            Optional.empty());
    private static final DeclaredTools TOOLS = DeclaredTools.read();
    private static final AgentLibrary LIBRARY = Fleet.shipped();
    private static final Agent DESK = LIBRARY.find("front-desk").orElseThrow();

    private record Score(String set, int said, int reached, int full, long p50, long p95) {
        double tool() {
            return (double) reached / said;
        }

        @Override
        public String toString() {
            return "%-22s %3d sentences: right tool %5.1f %%, with its arguments %5.1f %%; p50 %d ms, p95 %d ms"
                    .formatted(set, said, 100.0 * reached / said, 100.0 * full / said, p50, p95);
        }
    }

    @Test
    void plainSentencesEndWithTheirToolByWordingAlone() {
        var journey = journey(planner(Embedder.none()));
        var tuned = run(journey, "by wording, tuned on", plain("tuned"), false);
        var kept = run(journey, "by wording, kept apart", plain("kept"), false);
        assertThat(tuned.tool()).as(tuned.toString()).isGreaterThanOrEqualTo(0.6);
        assertThat(kept.tool()).as(kept.toString()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void plainSentencesEndWithTheirTool() throws InterruptedException {
        Assumptions.assumeTrue(
                Boolean.getBoolean("bac.bench"), "reads all sentences first: only with -Dbac.bench=true");
        var embedder = BgeEmbedder.loading();
        assertThat(embedder.await(Duration.ofMinutes(1))).isTrue();
        var planner = planner(embedder);
        var journey = journey(planner);
        assertThat(planner.warm(journey.handovers())).isTrue();
        var tuned = run(journey, "plain, tuned on", plain("tuned"), true);
        var kept = run(journey, "plain, kept apart", plain("kept"), false);
        assertThat(tuned.tool()).as(tuned.toString()).isGreaterThanOrEqualTo(0.85);
        assertThat(kept.tool()).as(kept.toString()).isGreaterThanOrEqualTo(0.75);
        var folder = DeclaredTools.root().resolve("llm-router/core/src/test/resources/dev/bac/llm/planner/evaluation");
        for (var set : List.of("tuning", "heldout", "unseen-a", "unseen-b", "unseen-c", "fresh")) {
            var said = Said.read(folder.resolve("business-" + set + ".yaml"));
            var score = run(journey, "business, " + set, said, !set.startsWith("unseen"));
            assertThat(score.tool()).as(score.toString()).isGreaterThanOrEqualTo(0.75);
        }
        var bench = new FrontDeskBench(LIBRARY, ANN, DESK, TOOLS, planner::handovers);
        for (var half : FrontDeskBench.HALVES) {
            System.out.println(bench.run(half));
        }
    }

    private static PlannerModel planner(Embedder embedder) {
        var made = new int[1];
        return new PlannerModel(embedder, CLOCK, ZoneId.of("Europe/Berlin"), "DE", () -> "call_" + made[0]++);
    }

    private static Journey journey(PlannerModel planner) {
        return new Journey(planner, TOOLS, LIBRARY, ANN, CLOCK);
    }

    private static List<Said> plain(String half) {
        return Said.read(DeclaredTools.root().resolve("agents/routing/plain-" + half + ".yaml"));
    }

    private static Score run(Journey journey, String set, List<Said> sentences, boolean misses) {
        int reached = 0;
        int full = 0;
        var times = new ArrayList<Long>();
        for (var said : sentences) {
            long begun = System.nanoTime();
            var end = journey.of(said.text());
            times.add((System.nanoTime() - begun) / 1_000_000);
            reached += end.reached(said) ? 1 : 0;
            full += end.full(said) ? 1 : 0;
            if (misses && !end.full(said)) {
                System.out.printf(
                        "  %s%n      wanted %s %s, got %s %s of %s; %s%n",
                        said.text(),
                        said.tools(),
                        said.arguments(),
                        end.tool(),
                        end.arguments(),
                        end.agent(),
                        end.text().lines().findFirst().orElse(""));
            }
        }
        var sorted = times.stream().sorted().toList();
        var score = new Score(
                set,
                sentences.size(),
                reached,
                full,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100));
        System.out.println(score);
        return score;
    }
}
