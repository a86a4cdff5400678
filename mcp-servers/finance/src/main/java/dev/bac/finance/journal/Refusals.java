package dev.bac.finance.journal;

import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the database refuses of an entry, said so that it can be mended. */
final class Refusals {
    private static final String LOCKED = "BA001";
    private static final String CLOSED = "BA002";

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
                if (CLOSED.equals(state)) {
                    return new ToolRefusal("account_closed", "account: %s is closed".formatted(detail(sql)));
                }
            }
        }
        return failure;
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

    /** Refuses when an account with a floor has gone below it; the database does the same at the commit. */
    static void overdraft(Tx tx) {
        record Overdrawn(String account, String currency, BigDecimal by) {}
        tx.sql()
                .createQuery("SELECT account, currency, -balance AS by FROM guarded_balance WHERE balance < 0 LIMIT 1")
                .map((row, _) ->
                        new Overdrawn(row.getString("account"), row.getString("currency"), row.getBigDecimal("by")))
                .findOne()
                .ifPresent(found -> {
                    throw new ToolRefusal(
                            "overdraft",
                            "amount: account %s would be overdrawn by %s %s"
                                    .formatted(
                                            found.account(),
                                            found.by().stripTrailingZeros().toPlainString(),
                                            found.currency()));
                });
    }
}
