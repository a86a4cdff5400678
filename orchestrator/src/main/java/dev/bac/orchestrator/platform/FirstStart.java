package dev.bac.orchestrator.platform;

import dev.bac.identity.Role;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Member;
import dev.bac.store.TenantSettings;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What an empty data folder gets: a company, with sample data when there is a demo, and its admin. */
public final class FirstStart {
    public static final String SLUG = "demo";
    public static final String ADMIN = "admin";

    private static final TenantSettings EMPTY =
            new TenantSettings("My company", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin"), Locale.ENGLISH);

    private final Access access;
    private final Tenancy tenancy;
    private final Clock clock;

    public FirstStart(Access access, Tenancy tenancy, Clock clock) {
        this.access = access;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /**
     * Completes the first company; nothing happens when that was done before.
     *
     * @return its admin
     */
    public Member ensure(Optional<Demo> demo) {
        return ensure(demo, _ -> {});
    }

    /**
     * As above, and tells of its admin as soon as there is one: sample data take a while, and whoever comes meanwhile
     * finds the instance.
     */
    public Member ensure(Optional<Demo> demo, Consumer<Member> letIn) {
        Optional<Company> known =
                access.companies().find(SLUG).filter(company -> company.state() == Company.State.ACTIVE);
        TenantSettings settings = demo.map(Demo::settings).orElse(EMPTY);
        Company company = known.orElseGet(() -> tenancy.prepare(SLUG, settings));
        Member admin = access.members().enrol(company.id(), ADMIN, Set.of(Role.ADMIN, Role.OPERATOR));
        letIn.accept(admin);
        if (known.isEmpty()) {
            fill(company, settings, demo);
        }
        return admin;
    }

    /** The company called so; the first one is recorded when it is not there, and completed by the next start. */
    public static Optional<Company> find(Access access, String slug) {
        Optional<Company> known = access.companies().find(slug);
        return known.isEmpty() && slug.equals(SLUG)
                ? Optional.of(access.companies().create(SLUG, EMPTY))
                : known;
    }

    private void fill(Company company, TenantSettings settings, Optional<Demo> demo) {
        demo.ifPresent(sample -> {
            LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
            sample.seeds(today).forEach(seed -> tenancy.seed(company.id(), seed.server(), seed.seed()));
        });
        tenancy.activate(company.id());
    }
}
