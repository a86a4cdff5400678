package dev.bac.orchestrator.servers;

import dev.bac.identity.Role;
import dev.bac.llm.ChatModel;
import dev.bac.llm.planner.PlannerModel;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.config.SettingsReader;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.testing.ScriptedModel;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import dev.bac.retrieval.Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The product in this process on a folder of its own, with two companies and whatever its configuration names. */
final class Installation implements AutoCloseable {
    static final Map<String, String> SECRETS = Map.of("WEATHER", "rain", "KEY", "their-key");

    final ScriptedModel model;
    final Platform platform;
    final Company ours;
    final Company theirs;

    private Installation(Path data, String yaml, ScriptedModel script, ChatModel answering) {
        model = script;
        try {
            Path file = data.resolve("bac.yaml");
            Files.writeString(file, "server:\n  port: 0\n  data: " + data + "\n" + yaml);
            var settings = new SettingsReader(SECRETS::get).read(file, true);
            platform = Platform.start(new Platform.Outside(settings, Map.of(), answering, Clock.systemUTC()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ours = company("ours");
        theirs = company("theirs");
    }

    /** On that folder; again after a stop. */
    static Installation open(Path data, String yaml) {
        var script = new ScriptedModel();
        return new Installation(data, yaml, script, script);
    }

    /** Where the planner that comes with the product answers. */
    static Installation withPlanner(Path data, String yaml) {
        var ids = new AtomicInteger();
        var planner = new PlannerModel(
                Embedder.none(), Clock.systemUTC(), TestPlatform.ZONE, "DE", () -> "call_" + ids.incrementAndGet());
        return new Installation(data, yaml, new ScriptedModel(), planner);
    }

    private Company company(String slug) {
        return platform.access().companies().find(slug).orElseGet(() -> TestPlatform.company(platform, slug));
    }

    Web admin() {
        return as(ours, "ann", Role.ADMIN);
    }

    Web clerk() {
        return as(ours, "bob", Role.USER);
    }

    Web nobody() {
        return new Web(platform.baseUrl(), Optional.empty());
    }

    Web stranger() {
        return as(theirs, "eve", Role.ADMIN);
    }

    Web as(Company company, String name, Role role) {
        var member = platform.access().members().enrol(company.id(), name, Set.of(role));
        var key = platform.access().keys().create(member, member.roles(), "test", Optional.empty());
        return new Web(platform.baseUrl(), Optional.of(key.text()));
    }

    /** Puts an agent in force for whoever asks. */
    static void agent(Web author, String name, String server, String tools) {
        var yaml = """
                apiVersion: bac/v1
                kind: Agent
                metadata: {name: %1$s, title: Desk %1$s, department: General}
                description: Works at %1$s.
                instructions: Use the tools.
                tools:
                  - {server: %2$s, allow: ["%3$s"]}
                """.formatted(name, server, tools);
        var put = author.send(author.request("/api/v1/agents/" + name)
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(yaml)));
        if (put.status() >= 300) {
            throw new AssertionError(put.http().body());
        }
    }

    @Override
    public void close() {
        platform.close();
    }
}
