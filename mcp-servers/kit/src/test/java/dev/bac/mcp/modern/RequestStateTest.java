package dev.bac.mcp.modern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Delegation;
import dev.bac.identity.TenantId;
import dev.bac.identity.UserId;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RequestStateTest {
    private static final Instant NOW = Instant.parse("2026-03-16T10:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final ObjectNode ASKED = WireJson.object().put("name", "pay");
    private static final ObjectNode KEPT = WireJson.object().put("secret", "hash");

    private final Random random = new Random(1);
    private final byte[] key = bytes(32);
    private final String state = at(NOW).seal(exchange(ann()), "tools/call", ASKED, KEPT);

    @Test
    void remembersForWhoeverAskedTheSame() {
        var opened = at(NOW.plus(LIFE)).open(exchange(ann()), "tools/call", ASKED.deepCopy(), state);
        assertThat(opened.data()).isEqualTo(KEPT);
        assertThat(UUID.fromString(opened.id())).isNotNull();
    }

    @Test
    void showsNothingOfWhatItKeeps() {
        String again = at(NOW).seal(exchange(ann()), "tools/call", ASKED, KEPT);
        assertThat(again).isNotEqualTo(state);
        assertThat(new String(Base64.getUrlDecoder().decode(state), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret", "pay");
    }

    @Test
    void refusesWhatIsLate() {
        refused(at(NOW.plus(LIFE).plusMillis(1)), ann(), "tools/call", ASKED, state);
    }

    @Test
    void refusesAnotherPersonAnotherCompanyAndAnAgent() {
        var ann = ann();
        var bob = new Caller(
                ann.tenant(), new UserId(new UUID(0, 9)), "Bob", Set.of(), Set.of(), Channel.MCP, Optional.empty());
        var elsewhere = new Caller(
                new TenantId(new UUID(0, 8)), ann.user(), "Ann", Set.of(), Set.of(), Channel.MCP, Optional.empty());
        var agent = ann.actingThrough(new Delegation("clerk", Set.of(), Optional.empty()));
        for (var other : new Caller[] {bob, elsewhere, agent}) {
            refused(at(NOW), other, "tools/call", ASKED, state);
        }
    }

    @Test
    void refusesAnotherRequest() {
        refused(at(NOW), ann(), "prompts/get", ASKED, state);
        refused(at(NOW), ann(), "tools/call", WireJson.object().put("name", "other"), state);
    }

    @Test
    void refusesEveryChangedByteAndEveryOtherKey() {
        byte[] sealed = Base64.getUrlDecoder().decode(state);
        for (int at = 0; at < sealed.length; at++) {
            byte[] changed = sealed.clone();
            changed[at] ^= 1;
            refused(at(NOW), ann(), "tools/call", ASKED, encoded(changed));
        }
        for (String nonsense : new String[] {"", "=", "a", "äöü", "x".repeat(100_000), encoded(bytes(200))}) {
            refused(at(NOW), ann(), "tools/call", ASKED, nonsense);
        }
        var stranger = new RequestState(
                () -> new SecretKeySpec(bytes(32), "AES"), UUID::randomUUID, () -> bytes(12), () -> NOW, LIFE);
        refused(stranger, ann(), "tools/call", ASKED, state);
    }

    private static void refused(RequestState states, Caller by, String method, ObjectNode asked, String state) {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> states.open(exchange(by), method, asked, state))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo(RpcError.INVALID_PARAMS));
    }

    private RequestState at(Instant now) {
        return new RequestState(
                () -> new SecretKeySpec(key, "AES"), UUID::randomUUID, () -> bytes(12), () -> now, LIFE);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Caller ann() {
        return new Caller(
                new TenantId(new UUID(0, 1)),
                new UserId(new UUID(0, 2)),
                "Ann",
                Set.of(),
                Set.of(),
                Channel.MCP,
                Optional.empty());
    }

    private static Exchange exchange(Caller caller) {
        var meta = RequestMeta.of(Implementation.of("test", "1"), ClientCapabilities.none());
        return new Exchange(caller, ToolSelection.ALL, RequestId.of(1), meta, Outlet.NONE);
    }
}
