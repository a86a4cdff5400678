package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Company;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a test does with businesses through the tools of provisioning, waiting for what comes of it. */
record BusinessLife(House house) {

    void activate(String name, String industry, String country) {
        house.call(
                "provisioning_business_activate",
                "{'businessName': '%s', 'industry': '%s', 'country': '%s'}".formatted(name, industry, country));
        active(name);
    }

    void active(String name) {
        House.eventually("active", () -> house.call("provisioning_activation_status", "{'activation': '" + name + "'}")
                .path("activation")
                .path("state")
                .asString()
                .toLowerCase(Locale.ROOT));
    }

    /** Orders something and waits until it is done. @return what came of it */
    String ordered(String verb, String arguments) {
        String number = house.call("provisioning_business_" + verb, arguments)
                .path("order")
                .path("number")
                .asString();
        House.eventually("true", () -> Boolean.toString(!state(number).equals("waiting")));
        return order(number).path("detail").asString("");
    }

    String state(String number) {
        return order(number).path("state").asString().toLowerCase(Locale.ROOT);
    }

    JsonNode order(String number) {
        return house.call("provisioning_order_list", "{}")
                .path("items")
                .valueStream()
                .filter(one -> one.path("number").asString().equals(number))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> orders(String business) {
        return house.call("provisioning_order_list", "{'business': '" + business + "'}")
                .path("items")
                .valueStream()
                .toList();
    }

    Company company(String name) {
        return house.platform.access().companies().list().stream()
                .filter(one -> one.settings().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Caller admin(String business) {
        return house.of(company(business).id(), house.admin.name(), Set.of(Role.ADMIN));
    }
}
