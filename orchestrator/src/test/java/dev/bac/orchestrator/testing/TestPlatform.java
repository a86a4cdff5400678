package dev.bac.orchestrator.testing;

import dev.bac.finance.FinanceSeed;
import dev.bac.finance.party.Party;
import dev.bac.identity.Role;
import dev.bac.mcp.ToolJson;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.config.ApprovalSettings;
import dev.bac.orchestrator.config.DatabaseSettings;
import dev.bac.orchestrator.config.IdentitySettings;
import dev.bac.orchestrator.config.LimitSettings;
import dev.bac.orchestrator.config.MessagingSettings;
import dev.bac.orchestrator.config.ModelSettings;
import dev.bac.orchestrator.config.ServerSettings;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.orchestrator.platform.Tenancy;
import dev.bac.store.TenantSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** One platform for all tests of this JVM, with two companies. It stops, and its folder goes, with the JVM. */
public final class TestPlatform {
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final LimitSettings LIMITS = new LimitSettings(4L << 20, 100_000, 200, Duration.ofMinutes(2), 64);

    /** Clients of all kinds: registered with and without a secret, and such as register themselves. */
    private static final IdentitySettings IDENTITY = new IdentitySettings(
            Optional.empty(),
            true,
            List.of(
                    new IdentitySettings.RegisteredClient(
                            "desk", "Desk", List.of("http://127.0.0.1/callback", "desk:callback"), Optional.empty()),
                    new IdentitySettings.RegisteredClient(
                            "back-office",
                            "Back office",
                            List.of("https://office.example/callback"),
                            Optional.of("a secret of the test"))),
            Optional.empty());

    private final ScriptedModel model = new ScriptedModel();
    private final Platform platform;
    private final Company ours;
    private final Company theirs;

    private TestPlatform() {
        Path data = temporary();
        var outside = new Platform.Outside(settings(data), Map.of(), model, Clock.systemUTC());
        platform = Platform.start(outside);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            platform.close();
            remove(data);
        }));
        ours = company(platform, "ours");
        theirs = company(platform, "theirs");
        tenancy(platform).seed(ours.id(), "finance", invoices());
    }

    private static final class Holder {
        private static final TestPlatform SHARED = new TestPlatform();
    }

    public static TestPlatform shared() {
        return Holder.SHARED;
    }

    public Platform platform() {
        return platform;
    }

    public ScriptedModel model() {
        return model;
    }

    public Company ours() {
        return ours;
    }

    /** May decide on approvals. */
    public Web admin() {
        return as(ours, "ann", Role.ADMIN);
    }

    /** May chat, not decide. */
    public Web clerk() {
        return as(ours, "bob", Role.USER);
    }

    /** May do everything, in the other company. */
    public Web stranger() {
        return as(theirs, "eve", Role.ADMIN);
    }

    public Member member(String name, Role... roles) {
        return platform.access().members().enrol(ours.id(), name, Set.of(roles));
    }

    public String key(Member member) {
        return platform.access()
                .keys()
                .create(member, member.roles(), "test", Optional.empty())
                .text();
    }

    public Web nobody() {
        return new Web(platform.baseUrl(), Optional.empty());
    }

    /** What is in the books of our company, or how often. */
    public String finance(String sql, Object... values) {
        return platform.server("finance").store().read(ours.id(), tx -> {
            var query = tx.sql().createQuery(sql);
            for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
            }
            return query.mapTo(String.class).one();
        });
    }

    private Web as(Company company, String name, Role role) {
        Member member = platform.access().members().enrol(company.id(), name, Set.of(role));
        return new Web(platform.baseUrl(), Optional.of(key(member)));
    }

    /** The settings of an instance on that folder, on a free port. */
    public static Settings settings(Path data) {
        return settings(data, Optional.empty());
    }

    /** @param database an external one */
    public static Settings settings(Path data, Optional<String> database) {
        return new Settings(
                        new ServerSettings("127.0.0.1", 0, data),
                        new DatabaseSettings(database),
                        new ModelSettings(List.of(), List.of()),
                        LIMITS,
                        ApprovalSettings.DEFAULT,
                        MessagingSettings.NONE)
                .with(IDENTITY);
    }

    public static Tenancy tenancy(Platform platform) {
        return new Tenancy(platform.access(), platform.toolbox(), Servers.NAMES);
    }

    /** A company with the customers Acme and Globex. */
    public static Company company(Platform platform, String slug) {
        var settings = new TenantSettings(slug + " Ltd", Currency.getInstance("EUR"), ZONE, Locale.ENGLISH);
        var tenancy = tenancy(platform);
        Company made = tenancy.prepare(slug, settings);
        tenancy.seed(
                made.id(),
                "finance",
                json(new FinanceSeed(
                        List.of(
                                new Party(id("acme"), "Acme", Party.Kind.CUSTOMER, 30),
                                new Party(id("globex"), "Globex", Party.Kind.CUSTOMER, 14)),
                        null,
                        null,
                        null,
                        null)));
        tenancy.activate(made.id());
        return made;
    }

    /** INV-1001 of 1,234.50 EUR is overdue, INV-1002 is not. */
    private static ObjectNode invoices() {
        LocalDate today = LocalDate.now(ZONE);
        return json(new FinanceSeed(
                null,
                List.of(
                        invoice("late", today.minusDays(60), today.minusDays(30), "1234.50"),
                        invoice("early", today.minusDays(1), today.plusDays(30), "77.00")),
                null,
                null,
                null));
    }

    private static FinanceSeed.InvoiceSeed invoice(String name, LocalDate issued, LocalDate due, String amount) {
        var line = new FinanceSeed.LineSeed(name, BigDecimal.ONE, new BigDecimal(amount), BigDecimal.ZERO);
        return new FinanceSeed.InvoiceSeed(id(name), id("acme"), "EUR", issued, due, List.of(line));
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode json(Record seed) {
        return ToolJson.mapper().valueToTree(seed);
    }

    public static Path temporary() {
        try {
            return Files.createTempDirectory("bac-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // A temporary folder that stays is no failure of a test.
        }
    }
}
