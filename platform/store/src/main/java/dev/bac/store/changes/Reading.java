package dev.bac.store.changes;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Notes what one transaction reads, from the statements it runs. Not safe for use by several threads, like the
 * transaction.
 */
public final class Reading {
    /** Every transaction reads the company's settings when it begins. */
    private static final String SETTINGS = "tenant";

    private final Tables tables;
    private final String snapshot;
    private final String cluster;
    private final Set<String> kinds = new HashSet<>();
    private @Nullable LocalDate date;
    private boolean told;

    private Reading(Tables tables, String snapshot, String cluster) {
        this.tables = tables;
        this.snapshot = snapshot;
        this.cluster = cluster;
        this.told = tables.noted() && tables.tracks(SETTINGS) && !cluster.isEmpty();
        kinds.add(SETTINGS);
    }

    /** Of a transaction that nobody asks about, such as one that writes. */
    public static Reading untold() {
        return new Reading(Tables.untold(), "", "");
    }

    /** Begins to note what the handle's statements read, in the snapshot that the transaction keeps to its end. */
    public static Reading begin(Tables tables, Handle handle, String snapshot, String cluster) {
        var reading = new Reading(tables, snapshot, cluster);
        if (reading.told) {
            handle.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
                @Override
                public void logBeforeExecution(StatementContext context) {
                    reading.ran(text(context));
                }
            });
        }
        return reading;
    }

    /** With bound values' names gone, where it is known. */
    private static String text(StatementContext context) {
        var parsed = context.getParsedSql();
        if (parsed != null) {
            return parsed.getSql();
        }
        return context.getRenderedSql() == null ? context.getRawSql() : context.getRenderedSql();
    }

    private void ran(String sql) {
        if (!told) {
            return;
        }
        var read = tables.in(sql);
        if (read.isEmpty()) {
            told = false;
        } else {
            kinds.addAll(read.get());
            told = kinds.size() <= ReadSet.MOST_KINDS;
        }
    }

    /** What is read depends on the day. */
    public void on(LocalDate today) {
        date = today;
    }

    /** What is read depends on the moment: it may be different when nothing has changed. */
    public void atThisMoment() {
        told = false;
    }

    /** What has been read so far; empty when that cannot be told. */
    public Optional<ReadSet> readSet() {
        return told && snapshot.length() <= ReadSet.LONGEST
                ? Optional.of(new ReadSet(kinds, snapshot, Optional.ofNullable(date), cluster))
                : Optional.empty();
    }

    /** Which server of which database this transaction runs on. */
    String cluster() {
        return cluster;
    }

    boolean tracks(String kind) {
        return tables.tracks(kind);
    }
}
