package dev.bac.crm.intake;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Does something wholly or not at all, in the middle of a transaction. */
final class Attempt {
    private static final String UNIQUE = "23505";
    private static final String REFERRED_TO = "23503";
    private static final String RESTRICTED = "23001";
    private static final Pattern FIELD =
            Pattern.compile("^(?:fields\\.)?([A-Za-z][A-Za-z0-9_.]*): (.+)$", Pattern.DOTALL);

    private Attempt() {}

    /** Why it came to nothing; {@code field} where one is at fault. */
    record Problem(@Nullable String field, String text) {}

    /** What is attempted; false takes it back without a problem. */
    interface Work {
        boolean run();
    }

    /** @return empty when it was done, or taken back as it should be */
    static Optional<Problem> at(Tx tx, Work work) {
        tx.sql().execute("SAVEPOINT attempt");
        Optional<Problem> problem = Optional.empty();
        boolean done = false;
        try {
            done = work.run();
        } catch (ToolRefusal e) {
            problem = Optional.of(problem(String.valueOf(e.getMessage())));
        } catch (UnableToExecuteStatementException e) {
            problem = Optional.of(problem(e));
        }
        if (!done) {
            tx.sql().execute("ROLLBACK TO SAVEPOINT attempt");
        }
        tx.sql().execute("RELEASE SAVEPOINT attempt");
        return problem;
    }

    private static Problem problem(String text) {
        var named = FIELD.matcher(text);
        return named.matches() ? new Problem(named.group(1), named.group(2)) : new Problem(null, text);
    }

    private static Problem problem(UnableToExecuteStatementException e) {
        String state = e.getCause() instanceof SQLException cause ? String.valueOf(cause.getSQLState()) : "";
        String told = String.valueOf(e.getMessage());
        return switch (state) {
            case UNIQUE ->
                new Problem(
                        told.contains("_external") ? "externalId" : "number",
                        "belongs to another record; leave it out, or give that record's own");
            case REFERRED_TO -> new Problem(null, "other records belong to it, or it belonged to one that is gone");
            case RESTRICTED -> new Problem(null, "it has a history of its own by now; it stays as it is");
            default -> throw e;
        };
    }
}
