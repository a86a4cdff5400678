package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.CompanyRows;
import dev.bac.orchestrator.dedicated.CompanyMove;
import dev.bac.orchestrator.usage.PlanUse;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The effects of orders on businesses, each of which may be repeated without harm. */
public final class Ordering {
    private static final Set<String> STORED = Set.of("documents", "files");
    private static final long MIB = 1L << 20;

    private final ServerRules servers;
    private final House house;
    private final CompanyExport export;
    private final Making.Surroundings around;
    private final CompanyMove move;

    /**
     * The orchestrator's own tables.
     *
     * @param use what companies have used of their plans
     */
    public record House(Store store, Companies companies, CompanyRows rows, PlanUse use) {}

    /**
     * What came of an order.
     *
     * @param state DONE or REFUSED
     */
    record Outcome(String state, String told, @Nullable ObjectNode result) {
        static Outcome done(String told) {
            return new Outcome("DONE", told, null);
        }
    }

    public Ordering(
            ServerRules servers, House house, CompanyExport export, CompanyMove move, Making.Surroundings around) {
        this.move = move;
        this.servers = servers;
        this.house = house;
        this.export = export;
        this.around = around;
    }

    /** @param key begins the idempotency keys of its calls */
    Outcome carryOut(OrderPlan plan, String key) {
        return switch (plan.kind()) {
            case "SUSPEND", "RESUME" -> stand(plan, key);
            case "CHANGE" -> change(plan, key);
            case "EXPORT" -> exported(plan, key);
            case "MOVE" -> moved(plan, key);
            case "DELETE" -> delete(plan, key);
            default -> throw new IllegalStateException("there is no order of kind " + plan.kind());
        };
    }

    /** As the business now is to stand, whichever of the orders comes last. */
    private Outcome stand(OrderPlan plan, String key) {
        if (plan.open()) {
            servers.rule(plan.business(), true, plan.rules(), key);
            house.companies().resume(plan.business());
            return Outcome.done("It is open; its people and agents work, and messages leave.");
        }
        house.companies().suspend(plan.business());
        servers.rule(plan.business(), false, plan.rules(), key);
        return Outcome.done("It is suspended: no tool runs for it and nothing is sent. Its data stay.");
    }

    private Outcome change(OrderPlan plan, String key) {
        var misfits = misfits(plan);
        if (!misfits.isEmpty()) {
            var result = JsonNodeFactory.instance.objectNode();
            var list = result.putArray("first");
            misfits.forEach(list::add);
            return new Outcome(
                    "REFUSED",
                    "Nothing was changed. Before the plan " + plan.plan() + " fits: " + String.join(" ", misfits),
                    result);
        }
        servers.rule(plan.business(), plan.open(), plan.rules(), key);
        house.store().tenants().rule(plan.business(), plan.rules().toString());
        String brought = plan.kit().map(kit -> bring(plan, kit, key)).orElse("");
        String slug = house.companies().find(plan.business()).orElseThrow().slug();
        String papers = new KubernetesPapers(around.folder()).write(plan.business(), slug, plan.plan(), plan.domains());
        return Outcome.done("It has the plan " + plan.plan() + " and its features. "
                + plan.limits().entrySet().stream()
                        .map(limit -> limit.getKey() + " up to " + limit.getValue())
                        .collect(Collectors.joining(", ", "Limits: ", "."))
                + brought
                + papers);
    }

    /** A feature that is switched on later brings what it brings to a new business. */
    private String bring(OrderPlan plan, OrderPlan.Kit kit, String key) {
        servers.seed(plan.business(), PresetSeeds.of(plan.business(), kit), key);
        var agents = kit.agents().stream().filter(around.agents()::contains).toList();
        return " " + kit.told() + "."
                + (agents.isEmpty() ? "" : " Agents that suit it: " + String.join(", ", agents) + ".");
    }

    /** What a person has to do before the business fits into the plan. */
    private List<String> misfits(OrderPlan plan) {
        var counts = house.rows().count(plan.business());
        var misfits = new ArrayList<String>();
        Map.of("users", "membership", "agents", "agent").forEach((meter, table) -> {
            Long most = plan.limits().get(meter);
            long now = counts.getOrDefault(table, 0L);
            if (most != null && now > most) {
                misfits.add(
                        "it has %d %s and the plan holds %d, so remove %d.".formatted(now, meter, most, now - most));
            }
        });
        for (var line : house.use().of(plan.business())) {
            Long most = plan.limits().get(line.meter());
            if (STORED.contains(line.meter()) && most != null && line.used() > most * MIB) {
                misfits.add("it has %.1f MiB of %s and the plan holds %d, so remove %.1f MiB."
                        .formatted(
                                (double) line.used() / MIB,
                                line.meter(),
                                most,
                                (double) (line.used() - most * MIB) / MIB));
            }
        }
        misfits.sort(null);
        return misfits;
    }

    private Outcome exported(OrderPlan plan, String key) {
        var file = export.write(plan.business(), plan.name(), plan.number(), key);
        var result = JsonNodeFactory.instance
                .objectNode()
                .put("file", file.path().toString())
                .put("sha256", file.sha256())
                .put("tables", file.tables())
                .put("rows", file.rows());
        return new Outcome(
                "DONE",
                "%d rows of %d tables are in %s (SHA-256 %s)."
                        .formatted(file.rows(), file.tables(), file.path(), file.sha256()),
                result);
    }

    private Outcome moved(OrderPlan plan, String key) {
        if (plan.open()) {
            move.takeBack(plan.business());
            return new Outcome("REFUSED", "It was resumed before it was moved; it is here as before.", null);
        }
        house.companies().suspend(plan.business());
        servers.rule(plan.business(), false, plan.rules(), key);
        var copy = move.copy(plan.business());
        var result = JsonNodeFactory.instance
                .objectNode()
                .put("folder", copy.folder().toString());
        result.put("rows", copy.rows());
        var sums = result.putObject("checksums");
        copy.tables().forEach(table -> sums.put(table.name(), table.rows() + " " + table.checksum()));
        return new Outcome(
                "DONE",
                "%d rows of %d tables are in a database of its own, each table compared by checksum. A person must now start it"
                                .formatted(copy.rows(), copy.tables().size())
                        + " with ./bac up --no-demo --data " + copy.folder()
                        + " or move that database to where it is to run,"
                        + " and then delete the business here; resuming it here instead takes the move back.",
                result);
    }

    private Outcome delete(OrderPlan plan, String key) {
        if (!plan.standing().equals("LEAVING")) {
            return new Outcome("REFUSED", "It was resumed before its grace ended; nothing was deleted.", null);
        }
        house.companies().suspend(plan.business());
        var before = counts(plan.business(), key + "/before");
        servers.purge(plan.business(), key);
        remove(plan.business());
        new DomainPapers(around.folder(), around.address()).remove(plan.business());
        new KubernetesPapers(around.folder()).remove(plan.business());
        house.companies().close(plan.business());
        var after = counts(plan.business(), key + "/after");
        long left = after.values().stream().mapToLong(Long::longValue).sum();
        if (left > 0) {
            throw new IllegalStateException(left + " rows are left after deleting " + plan.business());
        }
        var receipt = JsonNodeFactory.instance.objectNode();
        var had = receipt.putObject("before");
        before.forEach(had::put);
        receipt.putObject("after");
        receipt.put(
                "rowsBefore",
                before.values().stream().mapToLong(Long::longValue).sum());
        receipt.put("rowsAfter", left);
        return new Outcome(
                "DONE",
                "Deleted: %d rows before, %d after, counted table by table. The audit stays for its retention."
                        .formatted(receipt.path("rowsBefore").asLong(), left),
                receipt);
    }

    private void remove(TenantId business) {
        try {
            house.rows().remove(business);
        } catch (StoreException.UnknownTenant e) {
            // It was removed before the crash after which this is done again.
        }
    }

    /** Rows by server and table; those without any are left out. */
    private Map<String, Long> counts(TenantId business, String key) {
        var counts = new TreeMap<String, Long>();
        house.rows().count(business).forEach((table, count) -> counts.put("orchestrator." + table, count));
        for (String server : servers.servers()) {
            servers.tables(business, server, key).properties().forEach(table -> {
                if (!table.getValue().isEmpty()) {
                    counts.put(server + "." + table.getKey(), (long)
                            table.getValue().size());
                }
            });
        }
        return counts;
    }
}
