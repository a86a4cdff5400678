package dev.bac.orchestrator.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bac.llm.resilience.ResilienceSettings;
import dev.bac.llm.vendor.Silence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    private static final Path FILE = Path.of("bac.yaml");

    private final SettingsReader reader = new SettingsReader(Map.of("SECRET", "s3cret")::get);

    @Test
    void everythingHasADefault() {
        Settings settings = reader.parse(FILE, "");
        assertEquals(8080, settings.server().port());
        assertEquals("127.0.0.1", settings.server().host());
        assertEquals(4L << 20, settings.limits().bodyBytes());
    }

    @Test
    void namesLineAndNearestKeyOfAnUnknownOne() {
        assertEquals(
                "bac.yaml:2: server.prot is not a setting; did you mean \"port\"?", refusal("server:\n  prot: 8081\n"));
        assertEquals("bac.yaml:1: sevrer is not a setting; did you mean \"server\"?", refusal("sevrer: {}\n"));
    }

    @Test
    void refusesAWrongType() {
        assertEquals(
                "bac.yaml:3: server.port must be a whole number from 0 to 65535, not \"x\"",
                refusal("server:\n  host: localhost\n  port: \"x\"\n"));
    }

    @Test
    void refusesAWrongUnit() {
        assertEquals(
                "bac.yaml:2: limits.body must be a size with its unit, such as 512 KiB or 4 MiB, not \"4 MB\"",
                refusal("limits:\n  body: 4 MB\n"));
        assertTrue(refusal("approvals:\n  expireAfter: 24\n")
                .startsWith("bac.yaml:2: approvals.expireAfter must be a time"));
    }

    @Test
    void readsUnits() {
        Settings settings = reader.parse(FILE, "limits: {body: 512 KiB}\napprovals: {expireAfter: 7d}\n");
        assertEquals(512L << 10, settings.limits().bodyBytes());
        assertEquals(Duration.ofDays(7), settings.approvals().expireAfter());
    }

    @Test
    void readsTheCache() {
        CacheSettings usual = reader.parse(FILE, "").models().cache();
        assertTrue(usual.on());
        assertEquals(0, usual.errorPercent());

        CacheSettings read = reader.parse(
                        FILE,
                        "models: {cache: {age: 5m, errorPercent: 2, qdrant: {host: vectors, key: \"${SECRET}\"}}}")
                .models()
                .cache();
        assertEquals(Duration.ofMinutes(5), read.age());
        assertEquals(2, read.errorPercent());
        assertEquals(6334, read.qdrant().orElseThrow().port());
        assertTrue(!read.toString().contains("s3cret"));
        assertEquals(
                "bac.yaml:1: models.cache.errorPercent must be a whole number from 0 to 20, not 50",
                refusal("models: {cache: {errorPercent: 50}}"));
    }

    @Test
    void takesVariablesAndSaysWhichOneIsMissing() {
        Settings settings = reader.parse(FILE, "database: {url: \"postgresql://bac:${SECRET}@db/bac\"}");
        assertEquals("postgresql://bac:s3cret@db/bac", settings.database().url().orElseThrow());
        assertTrue(refusal("database:\n  url: ${NOWHERE}\n").contains("${NOWHERE}, which is not set"));
    }

    @Test
    void keepsSecretsOutOfItsText() {
        Settings settings = reader.parse(FILE, "database: {url: \"postgresql://bac:${SECRET}@db/bac\"}");
        assertTrue(!settings.toString().contains("s3cret"), settings.toString());
    }

    @Test
    void readsTheRoutersLimits() {
        assertEquals(
                ResilienceSettings.USUAL,
                reader.parse(FILE, "").models().router().resilience());
        var router = reader.parse(FILE, """
                router:
                  retry: {attempts: 2, budgetPercent: 10}
                  breaker: {open: 10s, slowTimes: 4}
                  silence: {first: 20s, between: 5s}
                  hedge: {extraPercent: 5}
                  concurrency: {most: 50, queue: 10, wait: 1s}
                """).models().router().resilience();
        assertEquals(2, router.retry().attempts());
        assertEquals(Duration.ofSeconds(10), router.breaker().open());
        assertEquals(new Silence(Duration.ofSeconds(20), Duration.ofSeconds(5)), router.silence());
        assertEquals(new ResilienceSettings.Hedge(5, 95), router.hedge());
        assertEquals(new ResilienceSettings.Load(50, 10, Duration.ofSeconds(1)), router.load());
    }

    @Test
    void namesTheRoutersWrongField() {
        assertEquals(
                "bac.yaml:2: router.hedge.extraPercent must be a whole number from 0 to 100, not 500",
                refusal("router:\n  hedge: {extraPercent: 500}\n"));
        assertEquals(
                "bac.yaml:1: router.breaker.least must not be more than window, which is 3",
                refusal("router: {breaker: {window: 3}}\n"));
        assertTrue(refusal("router:\n  silence:\n    first: 20\n")
                .startsWith("bac.yaml:3: router.silence.first must be a time with its unit"));
    }

    @Test
    void readsSeveralKeysAndHidesThem() {
        var models = reader.parse(FILE, "models: {keys: {openai: [\"${SECRET}\", two]}}")
                .models();
        assertEquals(List.of("s3cret", "two"), models.keys().get("openai"));
        assertTrue(!models.toString().contains("s3cret"), models.toString());
        assertEquals(
                "bac.yaml:1: models.keys.openia is not a setting; did you mean \"openai\"?",
                refusal("models: {keys: {openia: [a]}}"));
    }

    @Test
    void readsWhoLetsClientsIn() {
        assertEquals(IdentitySettings.BUILT_IN, reader.parse(FILE, "").identity());
        IdentitySettings identity = reader.parse(FILE, """
                identity:
                  url: https://bac.example.com
                  registration: true
                  clients: [{id: desk, redirects: ["http://127.0.0.1/callback"], secret: "${SECRET}"}]
                  issuer: {url: "https://login.example.com/realms/work", claims: {roles: groups}}
                """).identity();
        assertEquals("https://bac.example.com", identity.url().orElseThrow());
        assertTrue(identity.registration());
        assertEquals("desk", identity.clients().getFirst().name());
        assertEquals("groups", identity.issuer().orElseThrow().roles());
        assertEquals("preferred_username", identity.issuer().orElseThrow().name());
        assertTrue(!identity.toString().contains("s3cret"), identity.toString());
    }

    @Test
    void refusesAnIssuerOrAddressThatIsNotSafe() {
        assertEquals(
                "bac.yaml:2: identity.url must be an https address without a slash at its end",
                refusal("identity:\n  url: http://bac.example.com\n"));
        assertTrue(refusal("identity:\n  issuer:\n    url: https://login.example.com/\n")
                .startsWith("bac.yaml:3:"));
        assertEquals(
                "bac.yaml:2: identity.registration must be true or false, not \"yes\"",
                refusal("identity:\n  registration: \"yes\"\n"));
        assertTrue(refusal("identity:\n  clients: [{id: desk}]\n").contains("must name at least one address"));
    }

    @Test
    void refusesWhatIsNotYaml() {
        assertTrue(refusal("server: [\n").startsWith("bac.yaml:"));
    }

    private String refusal(String text) {
        return String.valueOf(assertThrows(ConfigRefused.class, () -> reader.parse(FILE, text))
                .getMessage());
    }
}
