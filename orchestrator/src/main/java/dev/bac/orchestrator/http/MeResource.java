package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Company;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is signed in, and what answers. */
public final class MeResource implements Resource {
    private final Companies companies;
    private final Answering answering;

    /**
     * The model that answers when none is chosen.
     *
     * @param connect how to connect a better one; null when a vendor's model answers
     */
    public record Answering(
            String model, String why, @Nullable String connect) {}

    public MeResource(Companies companies, Answering answering) {
        this.companies = companies;
        this.answering = answering;
    }

    record Person(UUID id, String name) {}

    record Tenant(UUID id, String name, String currency, String zone, String locale) {
        static Tenant of(Company company) {
            var settings = company.settings();
            return new Tenant(
                    company.id().value(),
                    settings.name(),
                    settings.currency().getCurrencyCode(),
                    settings.zone().getId(),
                    settings.locale().toLanguageTag());
        }
    }

    record Me(Person user, Tenant tenant, List<String> roles, List<String> scopes, Answering answering) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.get("/api/v1/me", this::me);
    }

    private void me(Context ctx) {
        Caller caller = Guard.caller(ctx);
        Company company = companies.find(caller.tenant()).orElseThrow();
        Answer.json(
                ctx,
                new Me(
                        new Person(caller.user().value(), caller.name()),
                        Tenant.of(company),
                        caller.roles().stream().map(Role::label).sorted().toList(),
                        caller.scopes().stream().map(Scope::value).sorted().toList(),
                        answering));
    }
}
