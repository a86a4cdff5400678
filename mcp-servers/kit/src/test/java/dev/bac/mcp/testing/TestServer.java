package dev.bac.mcp.testing;

import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Grant;
import dev.bac.identity.Grants;
import dev.bac.identity.KeyRing;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.TokenVerifier;
import dev.bac.identity.UserId;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.TokenExchange;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolSecurity;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.ToolServer;
import dev.bac.store.Database;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.TenantSettings;
import dev.bac.store.TxWork;
import dev.bac.store.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A domain's server on a real database for one fresh tenant (EUR, Europe/Berlin), called by a user who holds every
 * scope, on a day that never ends: Monday 16 March 2026, 10:00 UTC.
 */
public record TestServer(ToolServer server, Caller caller) {
    public static final Instant NOW = Instant.parse("2026-03-16T10:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final String BASE_URL = "http://127.0.0.1";
    public static final String POLICY = "1";
    public static final KeyRing KEYS = KeyRing.create(NOW);
    public static final Grants GRANTS = new Grants(BASE_URL, () -> KEYS, CLOCK);

    private static final Map<String, Store> STORES = new ConcurrentHashMap<>();
    private static final Map<String, Store> CLOCKED = new ConcurrentHashMap<>();
    private static final Queue<TestServer> UNVERIFIED = new ConcurrentLinkedQueue<>();

    private static final class Shared {
        private static final Database DATABASE = TestDatabase.connect(CLOCK);
    }

    /** The domain for a new tenant. */
    public static TestServer of(DomainServer domain) {
        var store = STORES.computeIfAbsent(
                domain.name() + " " + domain.migrations(), _ -> Shared.DATABASE.open(ToolServer.schema(domain)));
        var server = ToolServer.on(store, domain, security(), CLOCK);
        return opened(new TestServer(server, caller(domain, TestDatabase.newTenant(store))));
    }

    private static TestServer opened(TestServer company) {
        UNVERIFIED.add(company);
        return company;
    }

    /** A company that was opened and not asked for here yet. */
    static Optional<TestServer> unverified() {
        return Optional.ofNullable(UNVERIFIED.poll());
    }

    /** The rules of the domain that this company breaks. */
    List<String> findings() {
        try {
            return read(tx -> server.server().life().verify(tx));
        } catch (StoreException.UnknownTenant _) {
            // Purged in the test.
            return List.of();
        }
    }

    /** The domain for a new tenant of another time zone, by a clock of the test's own; the database stays open with the JVM. */
    public static TestServer at(DomainServer domain, Clock clock, ZoneId zone) {
        var store = CLOCKED.computeIfAbsent(
                domain.name() + " " + System.identityHashCode(clock),
                _ -> TestDatabase.connect(clock).open(ToolServer.schema(domain)));
        var tenant = new TenantId(UUID.randomUUID());
        store.tenants()
                .admit(tenant, new TenantSettings("Test company", Currency.getInstance("EUR"), zone, Locale.ENGLISH));
        return opened(new TestServer(ToolServer.on(store, domain, security(), clock), caller(domain, tenant)));
    }

    public static ToolSecurity security() {
        var tokens = new TokenVerifier(BASE_URL, () -> KEYS, CLOCK);
        return new ToolSecurity(BASE_URL, tokens, GRANTS, POLICY, TokenExchange.NONE);
    }

    private static Caller caller(DomainServer domain, TenantId tenant) {
        Set<Scope> scopes = Stream.concat(
                        domain.tools().stream().map(tool -> new Scope(tool.scope())),
                        Stream.of(Scope.PLATFORM_PROVISION))
                .collect(Collectors.toSet());
        return new Caller(
                tenant,
                new UserId(UUID.randomUUID()),
                "Test user",
                Set.of(Role.ADMIN),
                scopes,
                Channel.API,
                Optional.empty());
    }

    /** The same server for another, fresh tenant. */
    public TestServer otherTenant() {
        return as(caller(server.server(), TestDatabase.newTenant(server.store())));
    }

    /** The same server called by somebody else. */
    public TestServer as(Caller other) {
        return new TestServer(server, other);
    }

    /** The same caller with these scopes only. */
    public TestServer withScopes(String... scopes) {
        return as(new Caller(
                caller.tenant(),
                caller.user(),
                caller.name(),
                caller.roles(),
                Arrays.stream(scopes).map(Scope::new).collect(Collectors.toSet()),
                caller.channel(),
                caller.actor()));
    }

    /** Calls a tool with arguments written as JSON. */
    public ToolAnswer call(String tool, String json) {
        return server.call(caller, ToolInvocation.of(tool, parse(json)));
    }

    public ToolAnswer call(ToolInvocation invocation) {
        return server.call(caller, invocation);
    }

    /** The content of a call that must succeed. */
    public ObjectNode ok(String tool, String json) {
        return content(call(tool, json));
    }

    /** The refusal of a call that must be refused. */
    public ToolAnswer.Refused refused(String tool, String json) {
        return call(tool, json) instanceof ToolAnswer.Refused refused ? refused : fail(tool + " was not refused");
    }

    /** What a call that must wait for approval would do. */
    public ToolAnswer.NeedsApproval asks(String tool, String json) {
        return call(tool, json) instanceof ToolAnswer.NeedsApproval asked
                ? asked
                : fail(tool + " did not ask for approval");
    }

    /** The content of a call that must ask for approval, gets it, and must succeed. */
    public ObjectNode approved(String tool, String json) {
        var asked = asks(tool, json);
        return content(call(ToolInvocation.of(tool, parse(json)).granted(grant(tool, asked.argumentsHash()))));
    }

    /** What a call comes to, with a person's agreement when it asks for one. */
    public ToolAnswer agreed(String tool, ObjectNode arguments) {
        var answer = call(ToolInvocation.of(tool, arguments));
        return answer instanceof ToolAnswer.NeedsApproval asked
                ? call(ToolInvocation.of(tool, arguments).granted(grant(tool, asked.argumentsHash())))
                : answer;
    }

    /** A grant for one call of this tenant, good for a minute. */
    public String grant(String tool, String argumentsHash) {
        return GRANTS.sign(new Grant(
                UUID.randomUUID().toString(),
                caller.tenant(),
                tool,
                argumentsHash,
                "run",
                "step",
                POLICY,
                caller.user(),
                NOW.plus(Duration.ofMinutes(1))));
    }

    /** The tools that are listed to who asks for no toolset. */
    public List<String> usual() {
        return server.list(caller, ToolSelection.of(_ -> null, false)).stream()
                .filter(listing -> !listing.tool().hidden())
                .map(listing -> listing.tool().name())
                .toList();
    }

    /** Reads the tenant's rows directly. */
    public <T> T read(TxWork<T> work) {
        return server.store().read(caller.tenant(), work);
    }

    public static ObjectNode parse(String json) {
        return (ObjectNode) ToolJson.mapper().readTree(json);
    }

    private static ObjectNode content(ToolAnswer answer) {
        return answer instanceof ToolAnswer.Result result ? result.content() : fail(answer.toString());
    }

    private static <T> T fail(String why) {
        throw new AssertionError(why);
    }
}
