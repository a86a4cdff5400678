package dev.bac.orchestrator.command.bench;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolServer;
import dev.bac.orchestrator.platform.Platform;
import dev.bac.store.Database;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import dev.bac.store.UuidV7;
import dev.bac.store.changes.ReadSet;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/** The domains' schemas of an instance, over connections of their own, whose clock can be set. */
final class RaceGround implements AutoCloseable {
    private static final List<String> DOMAINS = List.of("crm", "finance", "erp");

    private final Platform platform;
    private final Caller caller;
    private final Database database;
    private final AnswerRaces.ShiftedClock clock = new AnswerRaces.ShiftedClock();
    private final Map<String, Store> stores = new LinkedHashMap<>();
    private final List<AskedTool> tools = new ArrayList<>();

    private RaceGround(Platform platform, Caller caller) {
        this.platform = platform;
        this.caller = caller;
        this.database = Database.connect(platform.storage().address(), clock, new UuidV7(clock, new SecureRandom()));
        for (String name : DOMAINS) {
            var domain = platform.server(name).server();
            Store store = database.open(ToolServer.schema(domain));
            stores.put(name, store);
            tools.addAll(AskedTool.of(domain, store));
        }
    }

    static RaceGround on(Platform platform, Caller caller) {
        return new RaceGround(platform, caller);
    }

    List<AskedTool> tools() {
        return tools;
    }

    /**
     * Races of what may be served again: a tool without a read set never is.
     *
     * @param beginning of the tools' names
     */
    AnswerRaces races(UnaryOperator<ReadSet> kept, String beginning) {
        var told = tools.stream()
                .filter(tool -> tool.name().startsWith(beginning))
                .filter(tool -> named(tool).isPresent())
                .toList();
        return new AnswerRaces(caller, told, stores, clock, kept);
    }

    /** Tables that PostgreSQL says a tool's transaction scanned and its read set does not name. */
    List<String> unnamed() {
        var missing = new ArrayList<String>();
        for (AskedTool tool : tools) {
            tool.store().read(caller.tenant(), tx -> {
                // It counts for the connection until it finds time to publish, so what was before is taken away.
                var before = scans(tool, tx);
                tool.answer(caller, tx);
                var after = scans(tool, tx);
                after.entrySet().removeAll(before.entrySet());
                named(tool)
                        .filter(kinds -> !kinds.containsAll(after.keySet()))
                        .ifPresent(_ -> missing.add(tool.name() + " reads " + after.keySet()));
                return true;
            });
        }
        return missing;
    }

    /** Empty when it cannot be told: then nothing of it is served again. */
    private Optional<Set<String>> named(AskedTool tool) {
        return tool.store().read(caller.tenant(), tx -> {
            tool.answer(caller, tx);
            return tx.reading().readSet().map(ReadSet::kinds);
        });
    }

    private static Map<String, Long> scans(AskedTool tool, Tx tx) {
        return tx.sql()
                .createQuery("""
                        SELECT relname, seq_scan + coalesce(idx_scan, 0) AS scans FROM pg_stat_xact_user_tables
                        WHERE schemaname = :schema
                        """)
                .bind("schema", tool.store().schema())
                .map((row, _) -> Map.entry(row.getString("relname"), row.getLong("scans")))
                .collectToMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Tools that have no read set. */
    List<String> untold() {
        return tools.stream()
                .filter(tool -> tool.store().read(caller.tenant(), tx -> {
                    tool.answer(caller, tx);
                    return tx.reading().readSet().isEmpty();
                }))
                .map(AskedTool::name)
                .toList();
    }

    void asSuperuser(String sql) {
        var address = platform.storage().address();
        Jdbi.create(address.jdbcUrl(), address.user(), address.password()).useHandle(handle -> handle.execute(sql));
    }

    @Override
    public void close() {
        database.close();
    }
}
