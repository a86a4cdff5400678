package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Companies;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps some tenants prepared on every server, so that a new business finds its schemas' rows, charts and pipelines
 * there. Each is noted before it is made: one whose making was cut off is finished, not forgotten. Businesses that are
 * asked for come first: while one is set up and some are left, none is made.
 */
public final class PreparedTenants {
    /** Made at one look; the next look is soon. */
    private static final int AT_ONCE = 5;

    private final PlatformCalls calls;
    private final List<String> servers;
    private final Companies companies;
    private final int wanted;
    private final BooleanSupplier busy;
    private final Supplier<UUID> ids;

    /**
     * @param wanted how many are to be ready; none when 0
     * @param busy whether a business is being set up at this moment
     */
    public PreparedTenants(
            PlatformCalls calls,
            List<String> servers,
            Companies companies,
            int wanted,
            BooleanSupplier busy,
            Supplier<UUID> ids) {
        this.busy = busy;
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
        companies.first().ifPresent(any -> {
            var note = note(any.id(), null);
            for (int i = 0; i < AT_ONCE && note.hasNonNull("prepare") && !waits(note); i++) {
                var tenant = TenantId.parse(note.required("prepare").asString());
                prepare(tenant);
                note = note(any.id(), tenant);
            }
        });
    }

    private boolean waits(JsonNode note) {
        return note.path("spares").asInt() > 0 && busy.getAsBoolean();
    }

    /** How many are ready. */
    public int ready() {
        return companies
                .first()
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
        AllServers.ask(servers, server -> calls.call(tenant, server + "_tenant_prepare", settings, "spare/" + tenant));
        AllServers.ask(servers, server -> verified(tenant, server));
    }

    private boolean verified(TenantId tenant, String server) {
        var nothing = JsonNodeFactory.instance.objectNode();
        var problems = calls.call(tenant, server + "_tenant_verify", nothing, "spare/" + tenant)
                .path("problems");
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "%s finds %d problems in the prepared tenant %s".formatted(server, problems.size(), tenant));
        }
        return true;
    }

    private JsonNode note(TenantId by, @org.jspecify.annotations.Nullable TenantId ready) {
        ObjectNode note = JsonNodeFactory.instance.objectNode().put("wanted", wanted);
        if (ready != null) {
            note.put("ready", ready.toString());
        }
        return calls.call(by, "provisioning_spare_note", note, "spares/" + ids.get());
    }
}
