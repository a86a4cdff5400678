package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Companies;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps some tenants prepared on every server, so that a new business finds its schemas' rows, charts and pipelines
 * there. Each is noted before it is made: one whose making was cut off is finished, not forgotten.
 */
public final class PreparedTenants {
    /** Made at one look; the next look is soon. */
    private static final int AT_ONCE = 5;

    private final PlatformCalls calls;
    private final List<String> servers;
    private final Companies companies;
    private final int wanted;
    private final Supplier<UUID> ids;

    /** @param wanted how many are to be ready; none when 0 */
    public PreparedTenants(
            PlatformCalls calls, List<String> servers, Companies companies, int wanted, Supplier<UUID> ids) {
        this.calls = calls;
        this.servers = List.copyOf(servers);
        this.companies = companies;
        this.wanted = wanted;
        this.ids = ids;
    }

    /** Makes what is missing, a few at a time. */
    public void refill() {
        if (wanted == 0) {
            return;
        }
        companies.active().stream().findFirst().ifPresent(any -> {
            var note = note(any.id(), null);
            for (int i = 0; i < AT_ONCE && note.hasNonNull("prepare"); i++) {
                var tenant = TenantId.parse(note.required("prepare").asString());
                prepare(tenant);
                note = note(any.id(), tenant);
            }
        });
    }

    /** How many are ready. */
    public int ready() {
        return companies.active().stream()
                .findFirst()
                .map(any -> note(any.id(), null).path("spares").asInt())
                .orElse(0);
    }

    private void prepare(TenantId tenant) {
        var settings = JsonNodeFactory.instance
                .objectNode()
                .put("name", "Prepared")
                .put("currency", "EUR")
                .put("zone", "UTC")
                .put("locale", "en");
        servers.forEach(server -> calls.call(tenant, server + "_tenant_prepare", settings, "spare/" + tenant));
    }

    private JsonNode note(TenantId by, @org.jspecify.annotations.Nullable TenantId ready) {
        ObjectNode note = JsonNodeFactory.instance.objectNode().put("wanted", wanted);
        if (ready != null) {
            note.put("ready", ready.toString());
        }
        return calls.call(by, "provisioning_spare_note", note, "spares/" + ids.get());
    }
}
