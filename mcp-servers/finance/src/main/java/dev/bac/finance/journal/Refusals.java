package dev.bac.finance.journal;

import dev.bac.mcp.ToolRefusal;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the database refuses of an entry, said so that it can be mended. */
final class Refusals {
    private static final String LOCKED = "BA001";
    private static final String CLOSED = "BA002";
    private static final String OVERDRAWN = "BA003";

    private Refusals() {}

    /** The refusal that the failure stands for, or the failure itself. */
    static RuntimeException of(UnableToExecuteStatementException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (Throwable one = cause; one instanceof SQLException sql; one = sql.getNextException()) {
                var state = sql.getSQLState();
                if (LOCKED.equals(state)) {
                    var detail = detail(sql);
                    return new ToolRefusal(
                            "period_locked",
                            detail.endsWith("hard")
                                    ? "date: %s is closed for good; choose a date in an open month"
                                            .formatted(detail.replace(" hard", ""))
                                    : "date: %s is locked; choose a date in an open month, or have it unlocked with finance_period_lock"
                                            .formatted(detail.replace(" soft", "")));
                }
                if (OVERDRAWN.equals(state)) {
                    var parts = detail(sql).split(" ", 3);
                    return new ToolRefusal(
                            "overdraft",
                            parts.length < 3
                                    ? "amount: an account would be overdrawn"
                                    : "amount: account %s would be overdrawn by %s %s; take less, or let it go below zero with finance_setup_account"
                                            .formatted((Object[]) parts));
                }
                if (CLOSED.equals(state)) {
                    return closed("account", detail(sql));
                }
            }
        }
        return failure;
    }

    static ToolRefusal closed(String field, String account) {
        return new ToolRefusal(
                "account_closed",
                "%s: account %s is closed; name another one, or open it with finance_setup_account"
                        .formatted(field, account));
    }

    /** The server's own words are in the driver's exception, below those of a batch. */
    private static String detail(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException told) {
                ServerErrorMessage message = told.getServerErrorMessage();
                if (message != null && message.getDetail() != null) {
                    return message.getDetail();
                }
            }
        }
        return "this month";
    }
}
