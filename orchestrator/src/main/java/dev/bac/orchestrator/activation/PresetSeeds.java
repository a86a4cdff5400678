package dev.bac.orchestrator.activation;

import dev.bac.crm.opportunity.Stage;
import dev.bac.crm.seed.CrmSeed;
import dev.bac.erp.ErpSeed;
import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Customers;
import dev.bac.finance.FinanceSeed;
import dev.bac.finance.journal.AccountKind;
import dev.bac.finance.journal.Charts;
import dev.bac.finance.party.Party;
import dev.bac.finance.tax.Tax;
import dev.bac.finance.tax.TaxMode;
import dev.bac.identity.TenantId;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.seed.MessagingSeed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A preset as first records of each server. Ids come from the tenant's and the record's own name, so that seeding twice
 * changes nothing. Prices are the business's own affair and begin at nothing.
 */
final class PresetSeeds {
    /** Who buys at the counter without a name. */
    private static final String COUNTER = "Counter customer";

    private static final String POS = "pos";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PresetSeeds() {}

    /** By server, in the order in which they are given. */
    static Map<String, ObjectNode> of(ActivationPlan plan) {
        var seeds = new LinkedHashMap<String, ObjectNode>();
        seeds.put("crm", JSON.valueToTree(crm(plan)));
        seeds.put("erp", JSON.valueToTree(erp(plan)));
        seeds.put("finance", JSON.valueToTree(finance(plan)));
        seeds.put("messaging", JSON.valueToTree(messaging(plan)));
        return seeds;
    }

    /** What features bring that are switched on later: the same records that they bring to a new business. */
    static Map<String, ObjectNode> of(TenantId business, OrderPlan.Kit kit) {
        boolean pos = kit.features().contains(POS);
        var seeds = new LinkedHashMap<String, ObjectNode>();
        seeds.put(
                "crm",
                JSON.valueToTree(new CrmSeed(
                        List.of(), account(business, pos, kit.askedAt()), List.of(), List.of(), List.of(), List.of())));
        seeds.put(
                "erp",
                JSON.valueToTree(new ErpSeed(customer(business, pos), List.of(), List.of(), List.of(), List.of())));
        seeds.put(
                "finance",
                JSON.valueToTree(new FinanceSeed(
                        party(business, pos),
                        null,
                        null,
                        null,
                        null,
                        accounts(kit.accounts()),
                        null,
                        null,
                        null,
                        null)));
        seeds.put(
                "messaging",
                JSON.valueToTree(new MessagingSeed(templates(business, kit.templates()), List.of(), List.of())));
        return seeds;
    }

    private static CrmSeed crm(ActivationPlan plan) {
        var stages = each(plan, "pipeline")
                .map(stage -> new CrmSeed.StageSeed(
                        Stage.valueOf(text(stage, "stage")),
                        text(stage, "title"),
                        stage.required("probability").asInt()))
                .toList();
        return new CrmSeed(
                stages,
                account(plan.business(), plan.has(POS), plan.askedAt()),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static ErpSeed erp(ActivationPlan plan) {
        var items = each(plan, "items")
                .map(item -> new ItemStore.Draft(
                        id(plan.business(), "item/" + text(item, "sku")),
                        text(item, "name"),
                        text(item, "category"),
                        text(item, "unit"),
                        plan.settings().currency().getCurrencyCode(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        null,
                        text(item, "sku")))
                .toList();
        var warehouse = new ErpSeed.WarehouseSeed(
                id(plan.business(), "warehouse"), plan.profile().path("city").asString("Main"));
        return new ErpSeed(customer(plan.business(), plan.has(POS)), List.of(warehouse), items, List.of(), List.of());
    }

    private static FinanceSeed finance(ActivationPlan plan) {
        var taxes = plan.profile()
                .path("taxes")
                .valueStream()
                .map(tax -> new FinanceSeed.TaxSeed(
                        text(tax, "code"),
                        text(tax, "name"),
                        tax.path("parts").valueStream().map(PresetSeeds::part).toList()))
                .toList();
        return new FinanceSeed(
                party(plan.business(), plan.has(POS)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                accounts(plan.accounts()),
                List.of(),
                List.of(),
                Charts.valueOf(plan.profile().path("chart").asString("GENERAL")),
                taxes);
    }

    private static Tax.Part part(JsonNode part) {
        return new Tax.Part(text(part, "name"), part.required("rate").asDecimal(), TaxMode.valueOf(text(part, "mode")));
    }

    private static MessagingSeed messaging(ActivationPlan plan) {
        return new MessagingSeed(templates(plan.business(), plan.preset().path("templates")), List.of(), List.of());
    }

    private static List<CrmSeed.AccountSeed> account(TenantId business, boolean pos, Instant at) {
        return pos
                ? List.of(new CrmSeed.AccountSeed(
                        id(business, COUNTER), 0, COUNTER, null, null, null, null, null, null, null, at))
                : List.of();
    }

    private static List<Customers.Customer> customer(TenantId business, boolean pos) {
        return pos ? List.of(new Customers.Customer(id(business, COUNTER), COUNTER)) : List.of();
    }

    private static List<Party> party(TenantId business, boolean pos) {
        return pos ? List.of(new Party(id(business, COUNTER), COUNTER, Party.Kind.CUSTOMER, 0)) : List.of();
    }

    private static List<FinanceSeed.AccountSeed> accounts(JsonNode accounts) {
        return accounts.valueStream()
                .map(account -> new FinanceSeed.AccountSeed(
                        text(account, "code"), text(account, "name"), AccountKind.valueOf(text(account, "kind"))))
                .toList();
    }

    private static List<MessagingSeed.TemplateSeed> templates(TenantId business, JsonNode templates) {
        return templates
                .valueStream()
                .map(template -> new MessagingSeed.TemplateSeed(
                        id(business, "template/" + text(template, "name")),
                        text(template, "name"),
                        MessageChannel.valueOf(text(template, "channel").toUpperCase(Locale.ROOT)),
                        template.path("subject").asStringOpt().orElse(null),
                        text(template, "body")))
                .toList();
    }

    private static java.util.stream.Stream<JsonNode> each(ActivationPlan plan, String list) {
        return plan.preset().path(list).valueStream();
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asString();
    }

    private static UUID id(TenantId business, String name) {
        return UUID.nameUUIDFromBytes((business + "/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
