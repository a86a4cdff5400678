package dev.bac.orchestrator.crash;

import static dev.bac.orchestrator.testing.ScriptedModel.after;
import static dev.bac.orchestrator.testing.ScriptedModel.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.Talk;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance stops in the middle of an answer and starts again. */
class RestartTest {
    private final Path data = TestPlatform.temporary();

    @AfterEach
    void clean() {
        TestPlatform.remove(data);
    }

    @Test
    void takesUpTheRunThatWasAtWork() {
        var first = new ScriptedModel();
        first.when("Will you finish?", after(new CountDownLatch(1), answer("Not this time.")));
        Talk talk;
        try (Platform platform = start(first)) {
            var company = TestPlatform.company(platform, "ours");
            var member = platform.access().members().enrol(company.id(), "bob", Set.of(Role.USER));
            var key = platform.access().keys().create(member, Set.of(Role.USER), "test", Optional.empty());
            var web = new Web(platform.baseUrl(), Optional.of(key.text()));
            talk = web.talk("receivables");
            // Was being set up when the process ended: no reason not to start again.
            platform.access().companies().create("half", company.settings());
            web.open(web.request(talk.path() + "/messages")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Talk.message("Will you finish?"))));
        }
        var second = new ScriptedModel();
        second.when("Will you finish?", answer("Finished after the restart."));
        try (Platform platform = start(second)) {
            var again = new Talk(new Web(platform.baseUrl(), talk.web().key()), talk.id());
            var events = again.after(0);

            assertThat(Talk.end(events)).isEqualTo("answered");
            var said = again.view().path("messages");
            assertThat(said).hasSize(2);
            assertThat(said.get(1).path("text").asString()).isEqualTo("Finished after the restart.");
        }
    }

    private Platform start(ScriptedModel model) {
        return Platform.start(new Platform.Outside(TestPlatform.settings(data), Map.of(), model, Clock.systemUTC()));
    }
}
