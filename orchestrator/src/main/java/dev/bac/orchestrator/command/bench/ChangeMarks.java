package dev.bac.orchestrator.command.bench;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.platform.Servers;
import dev.bac.store.PostgresAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What has changed of a company's records, as PostgreSQL's triggers noted it: an oracle beside the answer cache, which it
 * does not ask.
 *
 * @param newest of each kind, written {@code domain.table}, the newest transaction that changed it
 */
record ChangeMarks(Map<String, Long> newest) {
    private static final String EVERY_DOMAIN = Servers.NAMES.stream()
            .map(domain ->
                    "SELECT '%s.' || kind AS kind, max(CAST(CAST(xid AS text) AS bigint)) AS xid FROM %s.change_log"
                                    .formatted(domain, domain)
                            + " WHERE tenant_id = :tenant GROUP BY 1")
            .collect(Collectors.joining(" UNION ALL "));

    static ChangeMarks now(PostgresAddress address, TenantId tenant) {
        return new ChangeMarks(connect(address).withHandle(handle -> handle.createQuery(EVERY_DOMAIN)
                .bind("tenant", tenant.value())
                .map((row, _) -> Map.entry(row.getString("kind"), row.getLong("xid")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** What the answer that was kept last stands on, and when it was kept; nothing before the first. */
    record Kept(String at, Set<String> kinds) {
        static final Kept NONE = new Kept("", Set.of());

        static Kept last(PostgresAddress address, TenantId tenant) {
            return connect(address).withHandle(handle -> handle.createQuery("""
                            SELECT CAST(given_at AS text) AS at, answer FROM router.kept_answer
                            WHERE tenant_id = :tenant AND answer LIKE '{"agentAnswer"%' ORDER BY given_at DESC LIMIT 1
                            """)
                    .bind("tenant", tenant.value())
                    .map((row, _) -> new Kept(row.getString("at"), read(row.getString("answer"))))
                    .findOne()
                    .orElse(NONE));
        }

        private static Set<String> read(String answer) {
            var kinds = new TreeSet<String>();
            for (JsonNode read : JsonMapper.shared().readTree(answer).path("reads")) {
                read.path("token")
                        .path("kinds")
                        .forEach(kind -> kinds.add(read.path("server").asString("") + "." + kind.asString("")));
            }
            return kinds;
        }
    }

    private static Jdbi connect(PostgresAddress address) {
        return Jdbi.create(address.jdbcUrl(), address.user(), address.password());
    }

    /**
     * Which of the kinds were changed between these marks and later ones.
     *
     * @param kinds none: any kind, as nobody knows what was read
     */
    List<String> changed(ChangeMarks later, Set<String> kinds) {
        var either = new HashMap<>(newest);
        either.putAll(later.newest);
        return either.keySet().stream()
                .filter(kind -> kinds.isEmpty() || kinds.contains(kind))
                .filter(kind -> !newest.getOrDefault(kind, 0L).equals(later.newest.getOrDefault(kind, 0L)))
                .sorted()
                .toList();
    }
}
