package dev.bac.store;

import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.TransactionHandler;

/**
 * How much this process has asked of a database: counts stay comparable on a machine whose times do not. The statement
 * that begins a tenant's transaction is part of the transaction, and not counted beside it.
 */
public final class Traffic {
    private final LongAdder statements = new LongAdder();
    private final LongAdder transactions = new LongAdder();

    Traffic() {}

    /** Statements and batches so far. */
    public long statements() {
        return statements.sum();
    }

    /** Transactions that ended well so far, reading ones too. */
    public long transactions() {
        return transactions.sum();
    }

    Jdbi watched(Jdbi jdbi) {
        jdbi.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.increment();
            }
        });
        jdbi.setTransactionHandler(new Counted(jdbi.getTransactionHandler(), transactions));
        return jdbi;
    }

    private static final class Counted extends DelegatingTransactionHandler {
        private final LongAdder ended;

        Counted(TransactionHandler inner, LongAdder ended) {
            super(inner);
            this.ended = ended;
        }

        @Override
        public void commit(Handle handle) {
            super.commit(handle);
            ended.increment();
        }

        @Override
        public <R, X extends Exception> R inTransaction(Handle handle, HandleCallback<R, X> callback) throws X {
            R result = super.inTransaction(handle, callback);
            ended.increment();
            return result;
        }

        @Override
        public TransactionHandler specialize(Handle handle) throws java.sql.SQLException {
            return new Counted(getDelegate().specialize(handle), ended);
        }
    }
}
