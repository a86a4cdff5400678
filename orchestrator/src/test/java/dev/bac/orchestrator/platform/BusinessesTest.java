package dev.bac.orchestrator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Company;
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
import java.util.Currency;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;

/** Businesses of every industry and country in one installation, used by their own people, through their lives. */
class BusinessesTest {
    private static final Presets PRESETS = Presets.load();

    @TempDir
    private static Path folder;

    private static House house;
    private static BusinessLife life;

    @BeforeAll
    static void opens() {
        house = House.open(folder.resolve("data"), "");
        life = new BusinessLife(house);
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
            life.active(name);
            invoices(life.company(name), country);
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
        var preset = PRESETS.industries().stream()
                .filter(one -> made.settings().name().startsWith(one.id() + " in "))
                .findFirst()
                .orElseThrow();
        assertThat(house.call(caller, "erp_item_search", "{}").path("items").valueStream())
                .as("the catalogue with the SKUs that the preset names")
                .extracting(item ->
                        item.path("sku").asString() + " " + item.path("name").asString())
                .hasSizeGreaterThanOrEqualTo(4)
                .containsExactlyInAnyOrderElementsOf(preset.items().stream()
                        .map(item -> item.sku() + " " + item.name())
                        .toList());
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
        life.active("Medix");
        var caller = life.admin("Medix");

        assertThat(house.call("provisioning_activation_status", "{'activation': 'Medix'}")
                        .toString())
                .as("what point of sale brings")
                .contains("wholesale-counter");
        assertThat(house.call(caller, "messaging_template_list", "{}").toString())
                .contains("Counter receipt");
        var accounts = house.platform.server("finance").store().read(caller.tenant(), tx -> tx.sql()
                .createQuery("SELECT name FROM ledger_account")
                .mapTo(String.class)
                .list());
        assertThat(accounts).contains("Differences of the till");
        var items = house.call(caller, "erp_item_search", "{'text': 'paracetamol'}");
        assertThat(items.path("items")).hasSize(1);
        assertThat(house.call(caller, "erp_stock_levels", "{'item': 'med-1001'}")
                        .path("summary")
                        .asString())
                .startsWith("MED-1001 Paracetamol 500 mg, 20 tablets: 0 pack");
        var sale = house.call(
                caller,
                "finance_invoice_create",
                "{'customer': 'Counter customer', 'amount': '2000', 'description': '2 packs of Paracetamol', 'tax': 'VAT'}");
        assertThat(new BigDecimal(
                        sale.path("invoice").path("total").path("amount").asString()))
                .isEqualByComparingTo("2150");
        assertThat(sale.path("invoice").path("total").path("currency").asString())
                .isEqualTo("NGN");

        Path papers = folder.resolve("data/domains")
                .resolve(life.company("Medix").id().toString())
                .resolve("medix.example.com");
        assertThat(papers.resolve("zone.txt")).content().contains("medix.example.com. 3600 IN A", "IN TXT");
        assertThat(papers.resolve("request.csr")).content().startsWith("-----BEGIN CERTIFICATE REQUEST-----");
        assertThat(house.call("provisioning_activation_status", "{'activation': 'Medix'}")
                        .toString())
                .contains("a person must (1)");
    }

    @Test
    void aSuspendedBusinessDoesNothingUntilItIsResumed() {
        life.activate("Halted", "retail", "KE");
        var caller = life.admin("Halted");
        life.ordered("suspend", "{'business': 'Halted'}");

        assertThat(house.outcome(caller, "crm_contact_search", "{}").text()).contains("suspended");
        assertThat(house.outcome(caller, "messaging_message_send", "{'to': '+254712345678', 'body': 'Hello'}")
                        .text())
                .contains("suspended");
        assertThat(life.company("Halted").state()).isEqualTo(Company.State.SUSPENDED);
        assertThat(house.platform.access().companies().active())
                .noneMatch(one -> one.settings().name().equals("Halted"));

        life.ordered("resume", "{'business': 'Halted'}");
        assertThat(house.outcome(caller, "crm_contact_search", "{}")).isInstanceOf(ToolOutcome.Done.class);
    }

    @Test
    void featuresOpenAndCloseToolsAtTheirServer() {
        life.activate("Toggled", "consulting", "GB");
        var caller = life.admin("Toggled");
        assertThat(house.outcome(caller, "erp_item_search", "{}").text()).contains("inventory is switched off");

        life.ordered("change", "{'business': 'Toggled', 'on': ['INVENTORY'], 'off': ['CRM']}");

        assertThat(house.outcome(caller, "erp_item_search", "{}")).isInstanceOf(ToolOutcome.Done.class);
        assertThat(house.outcome(caller, "crm_contact_search", "{}").text()).contains("crm is switched off");
    }

    @Test
    void anExportHasEveryRowInOpenFormsWithItsChecksum() throws Exception {
        life.activate("Exported", "clinic", "IN");
        life.ordered("export", "{'business': 'Exported'}");
        var order = life.orders("Exported").get(0);
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
    void aMovedBusinessIsWholeInADatabaseOfItsOwnAndWorksThere() throws Exception {
        life.activate("Growing", "manufacturing", "DE");
        assertThat(house.outcome(house.caller(), "provisioning_business_move", "{'business': 'Growing'}")
                        .text())
                .contains("change the plan");
        life.ordered("change", "{'business': 'Growing', 'plan': 'DEDICATED'}");
        assertThat(folder.resolve("data/kubernetes")
                        .resolve(life.company("Growing").id().toString())
                        .resolve("manifests.yaml"))
                .content()
                .contains("kind: Deployment");
        var caller = life.admin("Growing");
        int items = house.call(caller, "erp_item_search", "{}").path("total").asInt();

        long written;
        try (var writers = new Writers(house, caller)) {
            House.eventually("true", () -> Boolean.toString(writers.acknowledged() > 20));
            assertThat(life.ordered("move", "{'business': 'Growing'}")).contains("compared by checksum");
            int acknowledged = writers.untilRefused();
            written = house.platform.server("crm").store().read(caller.tenant(), tx -> tx.sql()
                    .createQuery("SELECT count(*) FROM contact")
                    .mapTo(Long.class)
                    .one());
            assertThat(written).isGreaterThanOrEqualTo(acknowledged);
        }

        assertThat(house.outcome(caller, "erp_item_search", "{}").text()).contains("suspended");
        Path place = Path.of(
                life.orders("Growing").get(0).path("result").path("folder").asString());
        try (var own = House.open(place, "")) {
            assertThat(own.call(caller, "erp_item_search", "{}").path("total").asInt())
                    .isEqualTo(items);
            assertThat(own.call(caller, "crm_contact_search", "{}")
                            .path("total")
                            .asLong())
                    .as("every contact that was written while the business moved")
                    .isEqualTo(written);
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
        life.activate("Leaving", "salon", "BR");
        var census = new Census(house.platform.storage().address());
        var id = life.company("Leaving").id().value();
        assertThat(census.rows(Set.of(id))).isNotEmpty();

        life.ordered("delete", "{'business': 'Leaving', 'graceDays': 0}");

        var order = life.orders("Leaving").get(0);
        assertThat(order.path("result").path("rowsBefore").asInt()).isGreaterThan(50);
        assertThat(order.path("result").path("rowsAfter").asInt()).isZero();
        assertThat(census.rows(Set.of(id)).keySet())
                .as("only the company's closed line is left")
                .allMatch(row -> row.startsWith("orchestrator.company.id"));
        // Its name is free again.
        life.activate("Leaving", "salon", "BR");
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
