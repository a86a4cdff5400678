package dev.bac.orchestrator.platform;

import static dev.bac.orchestrator.platform.House.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Company;
import dev.bac.store.AuditChain;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What happens by itself in the running product: every server real, over MCP, on one PostgreSQL. */
class FlowsTest {
    private static final String MEDIX =
            "{'businessName': 'Medix', 'industry': 'pharmacy', 'city': 'Lagos', 'requestKey': 'medix-1'}";

    private static House house;
    private static MailBox mail;

    @BeforeAll
    static void open(@TempDir Path folder) {
        mail = new MailBox();
        house = House.open(
                folder.resolve("data"),
                "messaging:\n  smtp: {host: 127.0.0.1, port: " + mail.port()
                        + ", security: none, sender: office@bac.example}\n");
    }

    @AfterAll
    static void close() {
        house.close();
        mail.close();
    }

    private static JsonNode status(String name) {
        return house.call("provisioning_activation_status", "{'activation': '" + name + "'}")
                .path("activation");
    }

    private static void eventuallyIs(String name, String state) {
        eventually(state, () -> status(name).path("state").asString().toUpperCase(Locale.ROOT));
    }

    private static List<Company> companies(String name) {
        return house.platform.access().companies().list().stream()
                .filter(company -> company.settings().name().equals(name))
                .toList();
    }

    private static Caller inside(TenantId tenant) {
        return house.of(tenant, "admin", Set.of(Role.ADMIN));
    }

    @Test
    void chainsTheAuditOfEveryWrite() {
        house.call("crm_lead_create", "{'name': 'Ada King', 'company': 'Analytical Ltd'}");
        var chain = house.platform.server("crm").store().auditChain();

        eventually("true", () -> String.valueOf(chain.head(house.admin.tenant()).position() > 0));
        assertThat(chain.verify(house.admin.tenant(), new AuditChain.Head(0, ""))).isEmpty();
    }

    @Test
    void deliversAnApprovedMail() {
        var sent = house.call(
                "messaging_message_send", "{'to': 'jane@acme.example', 'body': 'Your order has shipped.'}");

        String id = sent.path("message").path("id").asString();
        eventually("SENT", () -> state(id));
        assertThat(mail.mails).singleElement().asString().contains("To: jane@acme.example", "Your order has shipped.");
    }

    @Test
    void holdsATextThatNobodyCarries() {
        var sent = house.call("messaging_message_send", "{'to': '+4915123456789', 'body': 'Your order has shipped.'}");

        assertThat(state(sent.path("message").path("id").asString())).isEqualTo("HELD");
    }

    private static String state(String message) {
        return house.call("messaging_message_status", "{'message': '" + message + "'}")
                .path("message")
                .path("state")
                .asString()
                .toUpperCase(Locale.ROOT);
    }

    @Test
    void setsABusinessUpInSevenSteps() {
        house.call("provisioning_business_activate", MEDIX);
        eventuallyIs("Medix", "ACTIVE");

        assertThat(status("Medix").path("stepsDone").asInt()).isEqualTo(7);
        var company = companies("Medix");
        assertThat(company).singleElement().extracting(Company::state).isEqualTo(Company.State.ACTIVE);
        assertThat(company.getFirst().slug()).isEqualTo("medix");
        var tenant = company.getFirst().id();
        assertThat(house.platform.access().members().find(tenant, "admin"))
                .get()
                .satisfies(member -> assertThat(member.roles()).containsExactly(Role.ADMIN));
        var there = inside(tenant);
        assertThat(house.call(there, "erp_item_search", "{'query': 'Paracetamol'}").path("total").asInt())
                .isEqualTo(1);
        assertThat(house.call(there, "messaging_template_list", "{}").toString()).contains("Prescription ready");
        assertThat(house.call("erp_item_search", "{'query': 'Paracetamol'}").path("total").asInt())
                .as("seen by another company")
                .isZero();

        assertThat(house.call("provisioning_business_activate", MEDIX)
                        .path("requestedBefore")
                        .asBoolean())
                .isTrue();
        assertThat(companies("Medix")).hasSize(1);
        assertThat(counted("finance", tenant, "SELECT count(*) FROM ledger_account WHERE name = 'Prescription sales'"))
                .isEqualTo(1);
        assertThat(counted("crm", tenant, "SELECT count(*) FROM stage WHERE title = 'Quotation'"))
                .isEqualTo(1);
    }

    private static int counted(String server, TenantId tenant, String sql) {
        return house.platform
                .server(server)
                .store()
                .read(tenant, tx -> tx.sql().createQuery(sql).mapTo(Integer.class).one());
    }

    @Test
    void takesBackWhatCannotBeFinished() {
        // A name too long for a person: making the admin fails at every attempt.
        var asker = house.of(house.admin.tenant(), "x".repeat(150), Set.of(Role.ADMIN, Role.OPERATOR));
        house.call(asker, "provisioning_business_activate", MEDIX.replace("edix", "alady").replace("m-", "n-"));

        eventuallyIs("Malady", "COMPENSATED");
        assertThat(companies("Malady")).isEmpty();
        assertThat(status("Malady").path("steps").get(0).path("attempts").asInt()).isEqualTo(5);
    }

    @Test
    void invoicesAndSellsToACustomerThatWasALead() {
        house.call("crm_lead_create", "{'name': 'Omar Haddad', 'company': 'Cedar Works'}");
        house.call("crm_lead_convert", "{'lead': 'Omar Haddad'}");

        eventually("1", () -> String.valueOf(counted(
                "erp", house.admin.tenant(), "SELECT count(*) FROM customer WHERE name = 'Cedar Works'")));
        var invoice = house.call(
                "finance_invoice_create",
                "{'customer': 'Cedar Works', 'amount': '1200', 'currency': 'EUR', 'description': 'Consulting'}");
        assertThat(invoice.path("summary").asString()).contains("Cedar Works");
    }
}
