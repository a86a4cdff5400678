package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.CallAllowance;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Seats;
import dev.bac.orchestrator.activation.PlatformCalls;
import dev.bac.provisioning.preset.Country;
import dev.bac.provisioning.preset.Preset;
import dev.bac.provisioning.preset.Presets;
import dev.bac.tools.ToolOutcome;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Businesses of every industry and country in one installation, used by their own people, through their lives. */
class BusinessesTest {
    private static final Presets PRESETS = Presets.load();

    @TempDir
    private static Path folder;

    private static House house;

    @BeforeAll
    static void opens() {
        house = House.open(folder.resolve("data"), "");
    }

    @AfterAll
    static void closes() {
        house.close();
    }

    @Test
    void everyIndustryAndEveryCountryIsABusinessThatIssuesAnInvoiceWithItsTax() {
        var wanted = new HashMap<String, Country>();
        var industries = PRESETS.industries();
        for (int i = 0; i < PRESETS.countries().size(); i++) {
            var country = PRESETS.countries().get(i);
            String industry = industries.get(i % industries.size()).id();
            String name = industry + " in " + country.code();
            wanted.put(name, country);
            house.call(
                    "provisioning_business_activate",
                    "{'businessName': '%s', 'industry': '%s', 'country': '%s', 'features': ['INVOICING', 'INVENTORY']}"
                            .formatted(name, industry, country.code()));
        }
        wanted.forEach((name, country) -> {
            active(name);
            invoices(company(name), country);
        });
    }

    private static void invoices(Company made, Country country) {
        var caller = house.of(made.id(), house.admin.name(), Set.of(Role.ADMIN));
        var party = JsonNodeFactory.instance
                .objectNode()
                .put("id", made.id().toString())
                .put("name", "First Customer");
        platform().call(made.id(), "finance_party_put", party, "test");
        Preset.TaxCode tax = country.taxes().getFirst();

        var invoice = house.call(
                caller,
                "finance_invoice_create",
                "{'customer': 'First Customer', 'amount': '1000', 'description': 'a first sale', 'tax': '%s'}"
                        .formatted(tax.code()));

        int digits = Currency.getInstance(country.currency()).getDefaultFractionDigits();
        var expected = tax.parts().stream()
                .map(part -> part.rate().multiply(BigDecimal.TEN))
                .reduce(new BigDecimal(1_000), BigDecimal::add)
                .setScale(digits, RoundingMode.HALF_UP);
        assertThat(new BigDecimal(
                        invoice.path("invoice").path("total").path("amount").asString()))
                .as(made.settings().name() + ": " + invoice)
                .isEqualByComparingTo(expected);
        assertThat(invoice.path("invoice").path("total").path("currency").asString())
                .isEqualTo(country.currency());
        assertThat(house.call(caller, "erp_item_search", "{}").path("total").asInt())
                .isGreaterThanOrEqualTo(4);
        assertThat(house.call(caller, "messaging_template_list", "{}")
                        .path("total")
                        .asInt())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void medixOfLagosIsUsedFromTheFirstMinute() {
        house.call(
                "provisioning_business_activate",
                "{'businessName': 'Medix', 'industry': 'pharmacy', 'city': 'Lagos', 'channels': ['WHATSAPP', 'SMS'],"
                        + " 'features': ['POS'], 'domains': ['medix.example.com']}");
        active("Medix");
        var caller = admin("Medix");

        var items = house.call(caller, "erp_item_search", "{'text': 'paracetamol'}");
        assertThat(items.path("items")).hasSize(1);
        var sale = house.call(
                caller,
                "finance_invoice_create",
                "{'customer': 'Walk-in customer', 'amount': '2000', 'description': '2 packs of Paracetamol', 'tax': 'VAT'}");
        assertThat(new BigDecimal(
                        sale.path("invoice").path("total").path("amount").asString()))
                .isEqualByComparingTo("2150");
        assertThat(sale.path("invoice").path("total").path("currency").asString())
                .isEqualTo("NGN");

        Path papers = folder.resolve("data/domains")
                .resolve(company("Medix").id().toString())
                .resolve("medix.example.com");
        assertThat(papers.resolve("zone.txt")).content().contains("medix.example.com. 3600 IN A", "IN TXT");
        assertThat(papers.resolve("request.csr")).content().startsWith("-----BEGIN CERTIFICATE REQUEST-----");
        assertThat(house.call("provisioning_activation_status", "{'activation': 'Medix'}")
                        .toString())
                .contains("a person must (1)");
    }

    @Test
    void aSuspendedBusinessDoesNothingUntilItIsResumed() {
        activate("Halted", "retail", "KE");
        var caller = admin("Halted");
        ordered("suspend", "{'business': 'Halted'}");

        assertThat(house.outcome(caller, "crm_contact_search", "{}").text()).contains("suspended");
        assertThat(house.outcome(caller, "messaging_message_send", "{'to': '+254712345678', 'body': 'Hello'}")
                        .text())
                .contains("suspended");
        assertThat(company("Halted").state()).isEqualTo(Company.State.SUSPENDED);
        assertThat(house.platform.access().companies().active())
                .noneMatch(one -> one.settings().name().equals("Halted"));

        ordered("resume", "{'business': 'Halted'}");
        assertThat(house.outcome(caller, "crm_contact_search", "{}")).isInstanceOf(ToolOutcome.Done.class);
    }

    @Test
    void featuresOpenAndCloseToolsAtTheirServer() {
        activate("Toggled", "consulting", "GB");
        var caller = admin("Toggled");
        assertThat(house.outcome(caller, "erp_item_search", "{}").text()).contains("inventory is switched off");

        ordered("change", "{'business': 'Toggled', 'on': ['INVENTORY'], 'off': ['CRM']}");

        assertThat(house.outcome(caller, "erp_item_search", "{}")).isInstanceOf(ToolOutcome.Done.class);
        assertThat(house.outcome(caller, "crm_contact_search", "{}").text()).contains("crm is switched off");
    }

    @Test
    void eachPlanHoldsAsManyPeopleAsItSaysHoweverManyComeAtOnce() throws Exception {
        activate("Crowded", "agency", "ZA");
        var company = company("Crowded").id();
        assertThat(joined(company, "a", 64)).isEqualTo(9);

        ordered("change", "{'business': 'Crowded', 'plan': 'DEDICATED'}");
        assertThat(joined(company, "b", 64)).isEqualTo(40);

        assertThat(ordered("change", "{'business': 'Crowded', 'plan': 'SHARED'}"))
                .contains("it has 50 users and the plan holds 10, so remove 40.");
        assertThat(house.call("provisioning_activation_status", "{'activation': 'Crowded'}")
                        .path("activation")
                        .path("plan")
                        .asString())
                .isEqualToIgnoringCase("dedicated");
    }

    private static int joined(TenantId company, String prefix, int people) throws Exception {
        var joins = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < people; i++) {
            String name = prefix + i;
            joins.add(() -> {
                try {
                    house.platform.access().members().enrol(company, name, Set.of(Role.USER));
                    return true;
                } catch (Seats.Taken e) {
                    return false;
                }
            });
        }
        int in = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(joins)) {
                in += one.get() ? 1 : 0;
            }
        }
        return in;
    }

    @Test
    void aDayHoldsAsManyCallsAsThePlanSaysHoweverManyComeAtOnce() throws Exception {
        activate("Busy", "education", "IT");
        var company = company("Busy").id();
        // Two nodes: each has slices of its own.
        var nodes = List.of(
                new CallAllowance(house.platform.access().store(), Clock.systemUTC()),
                new CallAllowance(house.platform.access().store(), Clock.systemUTC()));
        var callers = new ArrayList<Callable<Integer>>();
        for (int i = 0; i < 64; i++) {
            var node = nodes.get(i % 2);
            callers.add(() -> {
                int taken = 0;
                for (int call = 0; call < 200; call++) {
                    taken += node.take(company) ? 1 : 0;
                }
                return taken;
            });
        }
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : threads.invokeAll(callers)) {
                taken += one.get();
            }
        }
        assertThat(taken).isEqualTo(10_000);
    }

    @Test
    void anExportHasEveryRowInOpenFormsWithItsChecksum() throws Exception {
        activate("Exported", "clinic", "IN");
        ordered("export", "{'business': 'Exported'}");
        var order = orders("Exported").get(0);
        var files = unzipped(Path.of(order.path("result").path("file").asString()));

        var manifest = House.JSON.readTree(file(files, "manifest.json"));
        assertThat(manifest.path("tables").size()).isGreaterThan(30);
        for (var table : manifest.path("tables")) {
            String name = table.path("name").asString();
            byte[] json = file(files, name + ".json");
            assertThat(sha256(json)).isEqualTo(table.path("jsonSha256").asString());
            assertThat(sha256(file(files, name + ".csv")))
                    .isEqualTo(table.path("csvSha256").asString());
            assertThat(House.JSON.readTree(json).size())
                    .isEqualTo(table.path("rows").asInt());
        }
        assertThat(new String(file(files, "erp/item.csv"), StandardCharsets.UTF_8))
                .contains("Ultrasound, abdomen");
    }

    @Test
    void aMovedBusinessIsWholeInADatabaseOfItsOwnAndWorksThere() {
        activate("Growing", "manufacturing", "DE");
        assertThat(house.outcome(house.caller(), "provisioning_business_move", "{'business': 'Growing'}")
                        .text())
                .contains("change the plan");
        ordered("change", "{'business': 'Growing', 'plan': 'DEDICATED'}");
        assertThat(folder.resolve("data/kubernetes")
                        .resolve(company("Growing").id().toString())
                        .resolve("manifests.yaml"))
                .content()
                .contains("kind: Deployment");
        var caller = admin("Growing");
        int items = house.call(caller, "erp_item_search", "{}").path("total").asInt();

        assertThat(ordered("move", "{'business': 'Growing'}")).contains("compared by checksum");

        assertThat(house.outcome(caller, "erp_item_search", "{}").text()).contains("suspended");
        Path place =
                Path.of(orders("Growing").get(0).path("result").path("folder").asString());
        try (var own = House.open(place, "")) {
            assertThat(own.call(caller, "erp_item_search", "{}").path("total").asInt())
                    .isEqualTo(items);
            own.call(
                    caller,
                    "erp_item_save",
                    "{'name': 'A new thing', 'unit': 'piece', 'category': 'New', 'listPrice': '10'}");
            assertThat(new Tenancy(own.platform.access(), own.platform.toolbox(), Servers.NAMES)
                            .verify(caller.tenant()))
                    .isEmpty();
        }
    }

    @Test
    void aDeletedBusinessIsGoneByAnyCountAndHasAReceipt() throws Exception {
        activate("Leaving", "salon", "BR");
        var census = new Census(house.platform.storage().address());
        var id = company("Leaving").id().value();
        assertThat(census.rows(Set.of(id))).isNotEmpty();

        ordered("delete", "{'business': 'Leaving', 'graceDays': 0}");

        var order = orders("Leaving").get(0);
        assertThat(order.path("result").path("rowsBefore").asInt()).isGreaterThan(50);
        assertThat(order.path("result").path("rowsAfter").asInt()).isZero();
        assertThat(census.rows(Set.of(id)).keySet())
                .as("only the company's closed line is left")
                .allMatch(row -> row.startsWith("orchestrator.company.id"));
        // Its name is free again.
        activate("Leaving", "salon", "BR");
    }

    private static void activate(String name, String industry, String country) {
        house.call(
                "provisioning_business_activate",
                "{'businessName': '%s', 'industry': '%s', 'country': '%s'}".formatted(name, industry, country));
        active(name);
    }

    private static void active(String name) {
        House.eventually("active", () -> house.call("provisioning_activation_status", "{'activation': '" + name + "'}")
                .path("activation")
                .path("state")
                .asString()
                .toLowerCase(java.util.Locale.ROOT));
    }

    /** Orders something and waits until it is done. @return what came of it */
    private static String ordered(String verb, String arguments) {
        String number = house.call("provisioning_business_" + verb, arguments)
                .path("order")
                .path("number")
                .asString();
        House.eventually("true", () -> Boolean.toString(!state(number).equals("waiting")));
        return order(number).path("detail").asString("");
    }

    private static String state(String number) {
        return order(number).path("state").asString().toLowerCase(java.util.Locale.ROOT);
    }

    private static JsonNode order(String number) {
        return house.call("provisioning_order_list", "{}")
                .path("items")
                .valueStream()
                .filter(one -> one.path("number").asString().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> orders(String business) {
        return house.call("provisioning_order_list", "{'business': '" + business + "'}")
                .path("items")
                .valueStream()
                .toList();
    }

    private static Company company(String name) {
        return house.platform.access().companies().list().stream()
                .filter(one -> one.settings().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Caller admin(String business) {
        return house.of(company(business).id(), house.admin.name(), Set.of(Role.ADMIN));
    }

    private static PlatformCalls platform() {
        return new PlatformCalls(house.platform.toolbox());
    }

    private static Map<String, byte[]> unzipped(Path file) throws Exception {
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
