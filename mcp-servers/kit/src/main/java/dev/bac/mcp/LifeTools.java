package dev.bac.mcp;

import dev.bac.identity.Scope;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import dev.bac.store.TenantSettings;
import dev.bac.store.Tenants;
import dev.bac.store.Tx;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The life of a tenant as tools, made from {@link TenantLife}: {@code <domain>_tenant_prepare}, {@code …_seed},
 * {@code …_rule}, {@code …_export}, {@code …_purge}, {@code …_verify}. They are hidden from agents. Preparing admits the tenant before
 * the transaction can begin; purging runs as the schema's owner, who alone may delete what is append-only.
 */
final class LifeTools {
    /**
     * The platform's own tables that hold a tenant's data; the audit stays for its retention period. What notes changes
     * comes last: it notes the removal of the others.
     */
    private static final List<String> PLATFORM_TABLES =
            List.of("idempotency", "outbox", "mcp_task", "mcp_result", "quota_use", "tenant", "change_log");

    private final String domain;
    private final TenantLife<?> life;
    private final Store store;

    LifeTools(DomainServer server, Store store) {
        this.domain = server.name();
        this.life = server.life();
        this.store = store;
    }

    record Prepare(
            @Arg("The company's name, such as Medix Ltd") String name,

            @Arg("Its base currency (ISO 4217), such as EUR")
            String currency,

            @Arg("Its time zone, such as Europe/Berlin") String zone,
            @Arg("Its language tag (BCP 47), such as en-GB") String locale) {
        TenantSettings settings() {
            try {
                return new TenantSettings(
                        name, Currency.getInstance(currency), ZoneId.of(zone), Locale.forLanguageTag(locale));
            } catch (DateTimeException e) {
                throw ToolRefusal.invalid("zone", "no such time zone. Send one like Europe/Berlin.");
            } catch (IllegalArgumentException e) {
                throw ToolRefusal.invalid("currency", "no such currency. Send three letters like EUR.");
            }
        }
    }

    record Rules(
            @Arg("ACTIVE, or SUSPENDED: then no tool of people runs")
            Tenants.State state,

            @Arg("What is closed, and limits by meter") Entitlements entitlements,

            @Arg("What the company is called and reckons in from now on; as before when left out") @Nullable
            Prepare settings) {}

    record Nothing() {}

    record Done(String summary) implements Told {}

    record Exported(String summary, ObjectNode tables) implements Told {}

    record Verified(String summary, List<String> problems) implements Told {}

    List<BoundTool<?, ?>> tools() {
        return List.of(prepare(), seed(life), rule(), export(), purge(), verify());
    }

    /** Commits a call, with what a life-cycle tool needs around its transaction. */
    ToolAnswer run(WriteCall call) {
        var tenant = call.caller().tenant();
        if (call.ready().arguments() instanceof Prepare prepare) {
            store.tenants().admit(tenant, prepare.settings());
        }
        if (!call.tool().name().equals(name("purge"))) {
            return store.write(tenant, call::commit);
        }
        try {
            return store.asOwner(tenant, call::commit);
        } catch (StoreException.UnknownTenant e) {
            var content = ToolJson.mapper().createObjectNode().put("summary", "Nothing of this company is here.");
            return new ToolAnswer.Result("Nothing of this company is here.", content);
        }
    }

    private BoundTool<?, ?> prepare() {
        return bound(
                "prepare", "Prepare for a company", Effect.WRITE, Prepare.class, Done.class, (_, tx, arguments) -> {
                    life.prepare(tx);
                    return new Done(domain + " is ready for " + arguments.name() + ".");
                });
    }

    private <S extends Record> BoundTool<?, ?> seed(TenantLife<S> seedable) {
        return bound(
                "seed",
                "Add a company's first records",
                Effect.WRITE,
                seedable.seedType(),
                Done.class,
                (_, tx, seed) -> {
                    seedable.seed(tx, seed);
                    return new Done(domain + " holds the given records.");
                });
    }

    private BoundTool<?, ?> rule() {
        return bound("rule", "Say what a company may do", Effect.WRITE, Rules.class, Done.class, (_, tx, rules) -> {
            var settings =
                    rules.settings() == null ? tx.settings() : rules.settings().settings();
            tx.sql()
                    .createUpdate("""
                            UPDATE tenant SET state = :state, rules = :rules, name = :name, currency = :currency,
                                zone = :zone, locale = :locale
                            """)
                    .bind("state", rules.state().name())
                    .bind("rules", rules.entitlements().text())
                    .bind("name", settings.name())
                    .bind("currency", settings.currency().getCurrencyCode())
                    .bind("zone", settings.zone().getId())
                    .bind("locale", settings.locale().toLanguageTag())
                    .execute();
            return new Done(domain + " keeps to what this company may do.");
        });
    }

    private BoundTool<?, ?> export() {
        return bound("export", "Export a company", Effect.READ, Nothing.class, Exported.class, (_, tx, _) -> {
            var tables = life.export(tx);
            return new Exported(domain + " holds " + tables.size() + " tables of this company.", tables);
        });
    }

    private BoundTool<?, ?> verify() {
        return bound("verify", "Check a company's records", Effect.READ, Nothing.class, Verified.class, (_, tx, _) -> {
            var problems = life.verify(tx);
            return new Verified(
                    problems.isEmpty()
                            ? domain + " is as it should be."
                            : domain + " has " + problems.size() + " problems.",
                    problems);
        });
    }

    private BoundTool<?, ?> purge() {
        return bound("purge", "Remove a company", Effect.DESTRUCTIVE, Nothing.class, Done.class, (_, tx, _) -> {
            // Domains' triggers let posted rows go only when their tenant's purge is announced in the transaction.
            tx.sql()
                    .execute(
                            "SELECT set_config('app.purge', ?, true)",
                            tx.tenant().toString());
            int rows = 0;
            for (String table : life.tables()) {
                rows += empty(tx, table);
            }
            for (String table : PLATFORM_TABLES) {
                rows += empty(tx, table);
            }
            return new Done(rows + " rows of this company were removed from " + domain + ".");
        });
    }

    private static int empty(Tx tx, String table) {
        if (!table.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalStateException("not a table name: " + table);
        }
        return tx.sql()
                .execute(
                        "DELETE FROM " + table + " WHERE tenant_id = ?",
                        tx.tenant().value());
    }

    private <I extends Record, O extends Record & Told> BoundTool<I, O> bound(
            String verb, String title, Effect effect, Class<I> in, Class<O> out, ToolHandler<I, O> handler) {
        return new BoundTool<>(
                new Tool<>(
                        name(verb),
                        title,
                        title + ". For the platform's own workflows.",
                        effect,
                        Risk.NONE,
                        Scope.PLATFORM_PROVISION.value(),
                        true,
                        in,
                        out,
                        handler,
                        List.of()),
                Limits.SEED);
    }

    private String name(String verb) {
        return domain + "_tenant_" + verb;
    }
}
