package dev.bac.orchestrator.usage;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.llm.budget.Balance;
import dev.bac.llm.budget.Bank;
import dev.bac.llm.budget.Budget;
import dev.bac.llm.budget.Per;
import dev.bac.llm.budget.Period;
import dev.bac.llm.budget.Quantity;
import dev.bac.llm.store.budget.PostgresBudgets;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Budgets as an admin sets and sees them; each change stands in the audit. */
public final class Budgeting {
    private final PostgresBudgets budgets;
    private final Bank bank;
    private final Members members;
    private final Store store;
    private final InstantSource clock;

    /** @param store of the orchestrator, for its audit */
    public Budgeting(PostgresBudgets budgets, Bank bank, Members members, Store store, InstantSource clock) {
        this.budgets = budgets;
        this.bank = bank;
        this.members = members;
        this.store = store;
        this.clock = clock;
    }

    /** @param subject a user's name or id, an agent's name or a key's id; {@code *}: each has one of its own */
    public record Wanted(Per per, String subject, Quantity limit, Period every, List<Integer> alerts) {}

    /** A budget with how its open accounts stand. */
    public record Standing(Budget budget, List<Balance> accounts) {}

    /** All of them, with the accounts of the current day and month that were used. */
    public List<Standing> list(TenantId tenant) {
        List<Balance> balances = bank.balances(tenant, clock.instant());
        return bank.budgets(tenant).stream()
                .map(budget -> new Standing(
                        budget,
                        balances.stream()
                                .filter(balance ->
                                        balance.account().budget().id().equals(budget.id()))
                                .toList()))
                .toList();
    }

    /** Sets one; one of the same kind is changed, and what was spent of it stays spent. */
    public Standing set(Caller caller, Wanted wanted) {
        TenantId tenant = caller.tenant();
        if (wanted.per() == Per.TENANT && !wanted.subject().equals(Budget.EACH)) {
            throw Refusal.invalid("subject", "It must be left out for the tenant's budget.");
        }
        String subject = ConfiguredBudgets.subject(members, tenant, wanted.per(), wanted.subject())
                .or(() -> member(tenant, wanted.subject()))
                .orElseThrow(() -> Refusal.invalid("subject", "There is no such person; say their name or id."));
        var setting = new PostgresBudgets.Setting(
                wanted.per(),
                subject,
                wanted.limit().measure(),
                wanted.every(),
                wanted.limit().units(),
                wanted.alerts());
        Budget budget = budgets.set(tenant, setting, PostgresBudgets.Origin.ADMIN);
        audit(
                caller,
                "budget_set",
                details(budget.id())
                        .put("per", budget.per().name().toLowerCase(Locale.ROOT))
                        .put("subject", subject)
                        .put("limit", wanted.limit().toString())
                        .put("every", budget.period().name().toLowerCase(Locale.ROOT)));
        return new Standing(budget, List.of());
    }

    public void remove(Caller caller, UUID id) {
        if (!budgets.remove(caller.tenant(), id)) {
            throw Refusal.notFound("budget");
        }
        audit(caller, "budget_remove", details(id));
    }

    private Optional<String> member(TenantId tenant, String id) {
        try {
            return members.find(tenant, new dev.bac.identity.UserId(UUID.fromString(id)))
                    .map(member -> member.user().toString());
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private void audit(Caller caller, String action, ObjectNode details) {
        var entry = new AuditEntry(
                caller.user().toString(),
                Optional.empty(),
                caller.channel().name().toLowerCase(Locale.ROOT),
                action,
                "done",
                details);
        store.write(caller.tenant(), tx -> {
            Audit.write(tx, entry);
            return true;
        });
    }

    private static ObjectNode details(UUID budget) {
        return JsonNodeFactory.instance.objectNode().put("budget", budget.toString());
    }
}
