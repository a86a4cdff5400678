package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an order is to do, as {@code provisioning_order_plan} answers it.
 *
 * @param limits of the plan that the business has once it is done, by meter
 * @param rules that it has then
 * @param kit what its new features bring; empty when they bring nothing
 */
record OrderPlan(
        String number,
        String kind,
        String state,
        TenantId business,
        String name,
        String standing,
        String plan,
        Map<String, Long> limits,
        ObjectNode rules,
        List<String> domains,
        Optional<Kit> kit) {

    /**
     * What features that are switched on bring beside their tools.
     *
     * @param features their keys
     * @param told in words
     * @param askedAt when the order was given: what is made has this time, however often it is tried
     */
    record Kit(
            List<String> features,
            String told,
            JsonNode accounts,
            JsonNode templates,
            List<String> agents,
            Instant askedAt) {

        static Kit of(JsonNode kit, Instant askedAt) {
            return new Kit(
                    texts(kit, "features"),
                    kit.required("told").asString(),
                    kit.required("accounts"),
                    kit.required("templates"),
                    texts(kit, "agents"),
                    askedAt);
        }
    }

    static OrderPlan of(JsonNode plan) {
        var limits = new LinkedHashMap<String, Long>();
        plan.required("limits")
                .properties()
                .forEach(one -> limits.put(one.getKey(), one.getValue().asLong()));
        return new OrderPlan(
                plan.required("number").asString(),
                upper(plan, "kind"),
                upper(plan, "state"),
                TenantId.parse(plan.required("tenantId").asString()),
                plan.required("businessName").asString(),
                upper(plan, "standing"),
                plan.required("plan").asString().toLowerCase(Locale.ROOT),
                limits,
                (ObjectNode) plan.required("rules"),
                texts(plan, "domains"),
                plan.hasNonNull("kit")
                        ? Optional.of(Kit.of(
                                plan.path("kit"),
                                Instant.parse(plan.required("createdAt").asString())))
                        : Optional.empty());
    }

    private static List<String> texts(JsonNode node, String field) {
        return node.required(field).valueStream().map(JsonNode::asString).toList();
    }

    /** True when its people are to work with it. */
    boolean open() {
        return standing.equals("OPEN");
    }

    private static String upper(JsonNode plan, String field) {
        return plan.required(field).asString().toUpperCase(Locale.ROOT);
    }
}
