package dev.bac.orchestrator.oauth;

import dev.bac.identity.ForeignIssuer;
import dev.bac.identity.Role;
import dev.bac.identity.TenantId;
import dev.bac.identity.TokenRefused;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.access.Member;
import dev.bac.orchestrator.config.IdentitySettings;
import dev.bac.store.Store;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * People whom an external issuer vouches for. The issuer has the say over who they are and what they may do: the roles
 * of a token replace those the person had in the company. Whom it calls by a name that somebody here has already is
 * another person.
 */
public final class ForeignPeople {
    private static final int LONGEST_NAME = 80;

    private final ForeignIssuer issuer;
    private final IdentitySettings.Issuer settings;
    private final Companies companies;
    private final Store store;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public ForeignPeople(
            IdentitySettings.Issuer settings,
            ForeignIssuer issuer,
            Companies companies,
            Store store,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.settings = settings;
        this.issuer = issuer;
        this.companies = companies;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Whom a token speaks for; empty when it is no token of the issuer.
     *
     * @throws TokenRefused when it claims to be one and lets nobody in
     */
    public Optional<Member> member(String token, String audience) {
        return issuer.claimsToBeIts(token) ? Optional.of(known(issuer.verify(token, audience))) : Optional.empty();
    }

    private Member known(Map<String, Object> claims) {
        String slug = settings.company().orElseGet(() -> text(claims, settings.tenant()));
        TenantId company = companies
                .find(slug)
                .filter(found -> found.state() == Company.State.ACTIVE)
                .map(Company::id)
                .orElseThrow(() -> new TokenRefused("of a company that is not here"));
        Set<Role> roles = roles(claims.getOrDefault(settings.roles(), ""));
        if (roles.isEmpty()) {
            throw new TokenRefused("without a role that is known here");
        }
        String subject = text(claims, "sub");
        String name = claims.get(settings.name()) instanceof String given && !given.isBlank() ? given : subject;
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return store.shared(sql -> member(sql, company, subject, shown, roles));
    }

    private Member member(Handle sql, TenantId company, String subject, String name, Set<Role> roles) {
        UUID person = person(sql, subject).orElseGet(() -> enrolled(sql, subject, name));
        Object[] labels = roles.stream().map(Role::label).sorted().toArray();
        sql.createUpdate("""
                        INSERT INTO membership (person, company, roles) VALUES (:person, :company, :roles)
                        ON CONFLICT (person, company) DO UPDATE SET roles = excluded.roles
                        WHERE membership.roles <> excluded.roles
                        """)
                .bind("person", person)
                .bind("company", company.value())
                .bindArray("roles", String.class, labels)
                .execute();
        String kept = sql.createQuery("SELECT name FROM person WHERE id = :person")
                .bind("person", person)
                .mapTo(String.class)
                .one();
        return new Member(company, new UserId(person), kept, roles);
    }

    private Optional<UUID> person(Handle sql, String subject) {
        return sql.createQuery("SELECT person FROM oidc_subject WHERE issuer = :issuer AND subject = :subject")
                .bind("issuer", settings.url())
                .bind("subject", subject)
                .mapTo(UUID.class)
                .findOne();
    }

    /** Of two requests at once by somebody new, the second fails on the key and is sent again by its client. */
    private UUID enrolled(Handle sql, String subject, String name) {
        UUID id = ids.get();
        for (String free : List.of(name, name + " · " + id.toString().substring(24))) {
            sql.createUpdate(
                            "INSERT INTO person (id, name, created_at) VALUES (:id, :name, :now) ON CONFLICT DO NOTHING")
                    .bind("id", id)
                    .bind("name", free)
                    .bind("now", clock.instant())
                    .execute();
        }
        sql.createUpdate("INSERT INTO oidc_subject (issuer, subject, person) VALUES (:issuer, :subject, :person)")
                .bind("issuer", settings.url())
                .bind("subject", subject)
                .bind("person", id)
                .execute();
        return id;
    }

    private static Set<Role> roles(Object given) {
        Stream<String> names = given instanceof Collection<?> many
                ? many.stream().map(String::valueOf)
                : Arrays.stream(String.valueOf(given).split("[ ,]+"));
        Set<String> known = Arrays.stream(Role.values()).map(Role::label).collect(Collectors.toSet());
        return names.filter(known::contains)
                .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Map<String, Object> claims, String name) {
        if (claims.get(name) instanceof String text && !text.isBlank() && text.length() <= 200) {
            return text;
        }
        throw new TokenRefused("without the claim " + name);
    }
}
