package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Grant;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.llm.ChatModel;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.llm.Usage;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.config.SettingsReader;
import dev.bac.tools.ToolCall;
import dev.bac.tools.ToolOutcome;
import dev.bac.tools.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The whole product in this process, on a folder of its own, with an empty company and its admin. */
final class House implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ChatModel MUTE = (_, _, _) -> said(List.of(new Part.Text("Done.")));

    final Platform platform;
    final Member admin;

    private House(Platform platform, Member admin) {
        this.platform = platform;
        this.admin = admin;
    }

    /** @param messaging lines of the configuration's section {@code messaging}, or nothing */
    static House open(Path data, String messaging) {
        return open(data, messaging, MUTE);
    }

    /** @param model answers every chat */
    static House open(Path data, String messaging, ChatModel model) {
        return open(data, messaging, model, toolbox -> toolbox);
    }

    /** @param around what the platform's own workflows call tools through */
    static House open(Path data, String messaging, ChatModel model, UnaryOperator<Toolbox> around) {
        try {
            Path file = data.resolveSibling(data.getFileName() + ".yaml");
            Files.writeString(file, "server:\n  port: 0\n  data: " + data + "\n" + messaging);
            var settings = new SettingsReader(_ -> null).read(file, true);
            var platform = Platform.start(new Platform.Outside(settings, Map.of(), model, Clock.systemUTC()), around);
            var tenancy = new Tenancy(platform.access(), platform.toolbox(), Servers.NAMES);
            return new House(
                    platform, new FirstStart(platform.access(), tenancy, Clock.systemUTC()).ensure(Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a model says that is the only one. */
    static ChatResponse said(List<Part> parts) {
        boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        return new ChatResponse(
                new Message.Assistant(parts),
                calls ? ChatResponse.Finish.TOOL_CALLS : ChatResponse.Finish.STOP,
                Usage.NONE,
                "test/script",
                "it is the only one");
    }

    Caller caller() {
        return of(admin.tenant(), admin.name(), admin.roles());
    }

    Caller of(TenantId tenant, String name, Set<Role> roles) {
        return new Caller(tenant, admin.user(), name, roles, Role.scopesOf(roles), Channel.API, Optional.empty());
    }

    /** Calls a tool over MCP, agrees to it when that is asked for, and tells whatever came of it. */
    ToolOutcome outcome(Caller caller, String tool, String json) {
        var arguments = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        String key = UUID.randomUUID().toString();
        var outcome = platform.toolbox().call(caller, new ToolCall(tool, arguments, key, Optional.empty()));
        if (outcome instanceof ToolOutcome.NeedsApproval needs) {
            String grant = grant(caller, tool, needs.argumentsHash(), key);
            return platform.toolbox().call(caller, new ToolCall(tool, arguments, key, Optional.of(grant)));
        }
        return outcome;
    }

    /** Calls a tool over MCP, and agrees to it when that is asked for. */
    JsonNode call(Caller caller, String tool, String json) {
        var outcome = outcome(caller, tool, json);
        assertThat(outcome).as(tool + ": " + outcome.text()).isInstanceOf(ToolOutcome.Done.class);
        return ((ToolOutcome.Done) outcome).content();
    }

    JsonNode call(String tool, String json) {
        return call(caller(), tool, json);
    }

    private String grant(Caller caller, String tool, String hash, String key) {
        Supplier<UUID> ids = UUID::randomUUID;
        var expires = Instant.now().plusSeconds(60);
        return platform.access()
                .signing(platform.baseUrl(), Clock.systemUTC(), ids)
                .grants()
                .sign(new Grant(
                        ids.get().toString(),
                        caller.tenant(),
                        tool,
                        hash,
                        "run",
                        key,
                        Platform.POLICY,
                        caller.user(),
                        expires));
    }

    /** Waits until {@code found} is as {@code wanted}, for three minutes at most. */
    static void eventually(String wanted, Supplier<String> found) {
        Instant end = Instant.now().plus(PATIENCE);
        String seen = found.get();
        while (!seen.equals(wanted) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            seen = found.get();
        }
        assertThat(seen).isEqualTo(wanted);
    }

    @Override
    public void close() {
        platform.close();
    }
}
