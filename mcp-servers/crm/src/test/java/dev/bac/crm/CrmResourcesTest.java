package dev.bac.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bac.identity.Caller;
import dev.bac.identity.UserId;
import dev.bac.mcp.Approvals;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.modern.DomainOffer;
import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.modern.Outlet;
import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.wire.ClientCapabilities;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.RequestId;
import dev.bac.mcp.wire.RequestMeta;
import dev.bac.mcp.wire.Resource;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Records by address: listed, and read as a whole. */
class CrmResourcesTest {
    private static TestServer crm;
    private static DomainOffer offer;

    @BeforeAll
    static void start() {
        crm = CrmToolsTest.prepared();
        offer = DomainOffer.of(crm.server(), Approvals.NONE, Clock.systemUTC());
        crm.ok("crm_lead_create", "{\"name\":\"Omar Haddad\",\"company\":\"Falcon Logistics\"}");
        crm.ok("crm_lead_convert", "{\"lead\":\"LEAD-1001\"}");
        crm.ok("crm_contact_save", "{\"name\":\"Ann Lee\",\"account\":\"Falcon Logistics\"}");
        crm.ok(
                "crm_activity_create",
                "{\"subject\":\"Ring Falcon\",\"kind\":\"task\",\"related\":\"Falcon Logistics\"}");
    }

    @AfterAll
    static void stop() {
        crm.server().close();
    }

    private static List<Resource> listed(Caller caller) {
        var all = new ArrayList<Resource>();
        String cursor = null;
        do {
            var page = offer.resources(caller, new Params.Page(cursor));
            page.resources().stream()
                    .filter(one -> one.uri().startsWith("crm://"))
                    .forEach(all::add);
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private static JsonNode read(Caller caller, String uri) {
        return contents(caller, uri).path("text");
    }

    private static JsonNode contents(Caller caller, String uri) {
        var meta = RequestMeta.of(Implementation.of("test", "1"), ClientCapabilities.none());
        var exchange = new Exchange(caller, ToolSelection.ALL, RequestId.of(1), meta, Outlet.NONE);
        var read = (Result.ResourceRead) offer.read(exchange, new Params.ReadResource(uri, null, null));
        return read.json().path("contents").get(0);
    }

    @Test
    void whatIsListedCanBeRead() {
        var listed = listed(crm.caller());
        assertThat(listed)
                .extracting(Resource::uri)
                .contains("crm://accounts/ACC-1001", "crm://contacts/CON-1002", "crm://leads/LEAD-1001");
        for (var one : listed) {
            assertThat(read(crm.caller(), one.uri()).asString()).as(one.uri()).contains("\"id\"");
        }
    }

    @Test
    void anAccountComesWithItsPeopleAndWork() {
        var account =
                TestServer.parse(read(crm.caller(), "crm://accounts/acc-1001").asString());

        assertThat(account.path("name").asString()).isEqualTo("Falcon Logistics");
        assertThat(read(crm.caller(), "crm://accounts/falcon").asString()).contains("ACC-1001");
        assertThat(account.path("contacts").size()).isEqualTo(2);
        assertThat(account.path("activities").get(0).path("subject").asString()).isEqualTo("Ring Falcon");
    }

    @Test
    void whoMayNotCallTheToolsNeitherListsNorReads() {
        var nobody = crm.withScopes("finance:read").caller();

        assertThat(listed(nobody)).isEmpty();
        assertThatThrownBy(() -> read(nobody, "crm://accounts/ACC-1001")).isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> read(crm.caller(), "crm://accounts/ACC-9999")).isInstanceOf(RpcException.class);
        assertThat(listed(crm.otherTenant().caller())).isEmpty();
    }

    @Test
    void anExportIsATableThatOnlyWhoeverAskedForItReads() {
        var made = crm.ok("crm_export_create", "{\"kind\":\"account\"}");
        String uri = made.path("uri").asString();

        assertThat(contents(crm.caller(), uri).path("mimeType").asString()).isEqualTo("text/csv");
        assertThat(read(crm.caller(), uri).asString())
                .startsWith("number,externalId,name,")
                .contains("ACC-1001,,Falcon Logistics,");
        var colleague = new Caller(
                crm.caller().tenant(),
                new UserId(UUID.randomUUID()),
                "Colleague",
                crm.caller().roles(),
                crm.caller().scopes(),
                crm.caller().channel(),
                crm.caller().actor());
        assertThatThrownBy(() -> read(colleague, uri)).isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> read(crm.otherTenant().caller(), uri)).isInstanceOf(RpcException.class);
    }
}
