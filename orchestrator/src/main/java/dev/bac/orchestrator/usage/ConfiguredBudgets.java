package dev.bac.orchestrator.usage;

import dev.bac.identity.TenantId;
import dev.bac.llm.budget.Per;
import dev.bac.llm.store.budget.PostgresBudgets.Setting;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Members;
import dev.bac.orchestrator.config.BudgetSettings;
import java.util.List;
import java.util.Optional;

/** What the configuration sets for a tenant, with people's names put into ids. */
public record ConfiguredBudgets(BudgetSettings settings, Companies companies, Members members) {

    /** A person who is not there has no budget to set. */
    public List<Setting> of(TenantId tenant) {
        String slug = companies.find(tenant).map(Company::slug).orElse("");
        return settings.all().stream()
                .filter(entry ->
                        entry.tenant().isEmpty() || entry.tenant().get().equals(slug))
                .flatMap(entry -> subject(members, tenant, entry.per(), entry.subject()).stream()
                        .map(subject -> new Setting(
                                entry.per(),
                                subject,
                                entry.limit().measure(),
                                entry.every(),
                                entry.limit().units(),
                                entry.alerts())))
                .toList();
    }

    /** A user's id for a name; other subjects are as they are. */
    static Optional<String> subject(Members members, TenantId tenant, Per per, String said) {
        return per == Per.USER && !said.equals(dev.bac.llm.budget.Budget.EACH)
                ? members.find(tenant, said).map(member -> member.user().toString())
                : Optional.of(said);
    }
}
