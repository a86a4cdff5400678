package dev.bac.orchestrator.platform;

import dev.bac.identity.Caller;
import dev.bac.identity.TenantId;
import dev.bac.llm.candidates.TenantRules;
import dev.bac.llm.routing.Router;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.config.ChoiceSettings;
import dev.bac.orchestrator.config.ChoiceSettings.Allowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which models a company may use, by the configuration. The built-in planner sends nothing anywhere and is always allowed. */
final class AllowedModels implements TenantRules {
    private final Map<String, Allowed> bySlug = new LinkedHashMap<>();
    private final Map<String, String> regions;
    private final Companies companies;

    /** A company keeps its short name. */
    private final Map<TenantId, Optional<Allowed>> known = new ConcurrentHashMap<>();

    AllowedModels(ChoiceSettings settings, Companies companies) {
        settings.tenants().forEach(allowed -> bySlug.put(allowed.tenant(), allowed));
        this.regions = settings.regions();
        this.companies = companies;
    }

    @Override
    public Optional<String> forbids(Caller caller, String model) {
        if (bySlug.isEmpty() || model.equals(Router.PLANNER)) {
            return Optional.empty();
        }
        return known.computeIfAbsent(caller.tenant(), this::of).flatMap(allowed -> forbids(allowed, model));
    }

    private Optional<Allowed> of(TenantId tenant) {
        return companies.find(tenant).map(Company::slug).map(bySlug::get);
    }

    private Optional<String> forbids(Allowed allowed, String model) {
        if (!allowed.models().isEmpty() && allowed.models().stream().noneMatch(pattern -> fits(pattern, model))) {
            return Optional.of("is not among those your company uses");
        }
        List<String> wanted = allowed.regions();
        String region = Optional.ofNullable(regions.get(model.substring(0, Math.max(0, model.indexOf('/')))))
                .orElse("");
        return wanted.isEmpty() || wanted.contains(region)
                ? Optional.empty()
                : Optional.of("runs " + (region.isEmpty() ? "in an unknown region" : "in " + region) + ", your company"
                        + " uses " + String.join(", ", wanted));
    }

    private static boolean fits(String pattern, String model) {
        return pattern.endsWith("*")
                ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(model);
    }
}
