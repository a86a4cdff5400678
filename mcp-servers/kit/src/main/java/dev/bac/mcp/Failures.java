package dev.bac.mcp;

import dev.bac.store.StoreException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose fault a failed call is, in one place. The caller's is told with its remedy; a collision is told as such; ours is
 * logged once and told by a reference only.
 */
record Failures(Supplier<UUID> ids) {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** Raised by {@code bac_stored} of our migrations. */
    private static final String STORAGE_USED_UP = "BAC01";

    ToolAnswer.Refused refusal(String tool, RuntimeException failure) {
        if (interrupted(failure)) {
            return new ToolAnswer.Refused("cancelled", "The call was cancelled. Nothing was done.");
        }
        return switch (failure) {
            case ToolRefusal told -> new ToolAnswer.Refused(told.code(), String.valueOf(told.getMessage()));
            case StoreException.UnknownTenant _ ->
                new ToolAnswer.Refused("tenant_unknown", "This company is not set up on this server.");
            case StoreException.KeyReused _ ->
                new ToolAnswer.Refused(
                        "idempotency_conflict",
                        CallOptions.KEY + ": this key was used for another call. Choose a new key.");
            case StoreException.GrantUsed _ ->
                new ToolAnswer.Refused("grant_used", "This approval was used already. Ask for a new one.");
            case StoreException.Contended _ -> new ToolAnswer.Refused("busy", "Others changed the same. Try again.");
            default -> ofDatabase(tool, failure);
        };
    }

    /** Whoever asked has left; what the driver and the pool say then is no failure of theirs. */
    private static boolean interrupted(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }

    /** By SQLSTATE class (PostgreSQL, appendix A): 23 constraint, 22 data, 57014 and 55P03 time-outs. */
    private ToolAnswer.Refused ofDatabase(String tool, RuntimeException failure) {
        UUID reference = ids.get();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                // The messages of the driver and of JDBI hold rows and arguments, so they are not logged.
                String state = sql.getSQLState();
                if (state.equals(STORAGE_USED_UP)) {
                    return new ToolAnswer.Refused("not_entitled", told(sql));
                }
                LOG.warn("tool {} failed, reference {}: SQLState {} {}", tool, reference, state, place(failure));
                return ofState(state, reference);
            }
        }
        LOG.warn("tool {} failed, reference {}", tool, reference, failure);
        return refused("internal", "This tool failed. It is our fault and has been logged.", reference);
    }

    /** The first line of what our own trigger says; what follows is the driver's. */
    private static String told(SQLException refused) {
        String message =
                String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
        return message.startsWith("ERROR: ") ? message.substring("ERROR: ".length()) : message;
    }

    private static ToolAnswer.Refused ofState(String state, UUID reference) {
        if (state.startsWith("23")) {
            return refused("conflict", "The data already there does not allow this.", reference);
        }
        if (state.startsWith("22")) {
            return refused("invalid", "A value is out of range. Check sizes and dates.", reference);
        }
        if (state.equals("57014") || state.equals("55P03")) {
            return refused("busy", "It took too long. Try again, or ask for less.", reference);
        }
        return refused("internal", "This tool failed. It is our fault and has been logged.", reference);
    }

    private static String place(RuntimeException failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.bac."))
                .findFirst()
                .map(frame -> "at " + frame)
                .orElse("");
    }

    private static ToolAnswer.Refused refused(String code, String text, UUID reference) {
        return new ToolAnswer.Refused(code, text + " Reference " + reference + ".");
    }
}
