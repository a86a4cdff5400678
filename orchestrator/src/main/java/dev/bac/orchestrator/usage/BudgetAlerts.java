package dev.bac.orchestrator.usage;

import dev.bac.llm.budget.Account;
import dev.bac.llm.budget.Alert;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Store;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells the log and the audit when a budget has reached a percentage. */
public record BudgetAlerts(Store store) implements Alert.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetAlerts.class);

    @Override
    public void reached(Alert alert) {
        Account account = alert.account();
        LOG.warn(
                "budget reached {} %: tenant={} budget={} per={} subject={}",
                alert.percent(),
                account.tenant(),
                account.budget().id(),
                account.budget().per(),
                account.subject());
        var details = JsonNodeFactory.instance
                .objectNode()
                .put("budget", account.budget().id().toString())
                .put("per", account.budget().per().name().toLowerCase(Locale.ROOT))
                .put("subject", account.subject())
                .put("percent", alert.percent())
                .put("spent", account.budget().measure().told(alert.spent()))
                .put("limit", account.budget().measure().told(account.budget().most()));
        var entry = new AuditEntry("bac", Optional.empty(), "router", "budget_alert", alert.percent() + "%", details);
        store.write(account.tenant(), tx -> {
            Audit.write(tx, entry);
            return true;
        });
    }
}
