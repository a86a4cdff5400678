package dev.bac.finance.transfer;

import dev.bac.finance.journal.Entry;
import dev.bac.finance.journal.Entry.Leg;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.Rates;
import dev.bac.mcp.Money;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transfers that are held first. Their ids are made by whoever asks: the same id with the same body is the same transfer,
 * with another body it is refused by name, as TigerBeetle's list of results of create_transfers does it.
 */
public final class Transfers {
    private final Journal journal;

    public Transfers(Journal journal) {
        this.journal = journal;
    }

    /** Where a transfer stands. */
    public enum State {
        PENDING,
        POSTED,
        VOIDED,
        /** It was not posted in time, and what it held is free again. */
        EXPIRED
    }

    /** @param posted what was booked of it, zero until then */
    record Transfer(
            UUID id,
            String debit,
            String credit,
            String currency,
            BigDecimal amount,
            String description,
            State state,
            Instant expires,
            BigDecimal posted) {
        Money money() {
            return Money.of(amount, currency);
        }

        /** The name of the first thing in which another body differs; empty when it is the same. */
        Optional<String> differsIn(Transfer other) {
            if (!debit.equals(other.debit())) {
                return Optional.of("debit");
            }
            if (!credit.equals(other.credit())) {
                return Optional.of("credit");
            }
            if (!currency.equals(other.currency())) {
                return Optional.of("currency");
            }
            if (amount.compareTo(other.amount()) != 0) {
                return Optional.of("amount");
            }
            return description.equals(other.description()) ? Optional.empty() : Optional.of("description");
        }
    }

    /** Frees what was held too long. What is late counts as held until somebody looks. */
    public static void lapse(Tx tx) {
        tx.sql()
                .createUpdate("""
                        UPDATE pending_transfer SET state = 'EXPIRED'
                         WHERE id IN (SELECT id FROM pending_transfer WHERE state = 'PENDING' AND expires_at <= :now
                                       ORDER BY id FOR UPDATE SKIP LOCKED)
                        """)
                .bind("now", tx.now().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Holds it; one that is there already is answered as it stands, or refused when it says something else. */
    Transfer hold(Tx tx, Transfer wanted) {
        lapse(tx);
        int added = journal.guarded(() -> tx.sql()
                .createUpdate("""
                        INSERT INTO pending_transfer (id, debit, credit, currency, amount, description, state, expires_at)
                        VALUES (:id, :debit, :credit, :currency, :amount, :description, 'PENDING', :expires)
                        ON CONFLICT (tenant_id, id) DO NOTHING
                        """)
                .bind("id", wanted.id())
                .bind("debit", wanted.debit())
                .bind("credit", wanted.credit())
                .bind("currency", wanted.currency())
                .bind("amount", wanted.amount())
                .bind("description", wanted.description())
                .bind("expires", wanted.expires().atOffset(ZoneOffset.UTC))
                .execute());
        var found = lock(tx, wanted.id()).orElseThrow();
        if (added == 0) {
            found.differsIn(wanted).ifPresent(field -> {
                throw new ToolRefusal(
                        "exists_with_different_" + field,
                        "%s: transfer %s exists already with another %s; give a new id for a new transfer"
                                .formatted(field, wanted.id(), field));
            });
        }
        return found;
    }

    /** Posts a pending transfer, or a part of it; the rest is free again. The same again is the first result. */
    Transfer post(Tx tx, UUID id, @Nullable BigDecimal part, LocalDate date) {
        var transfer = open(tx, id);
        var amount = part == null ? transfer.amount() : Given.amount("amount", part, transfer.currency());
        if (transfer.state() == State.POSTED) {
            if (transfer.posted().compareTo(amount) == 0) {
                return transfer;
            }
            throw new ToolRefusal(
                    "already_posted",
                    "transfer: it is posted already with %s"
                            .formatted(Money.of(transfer.posted(), transfer.currency())));
        }
        refuseEnded(transfer);
        if (amount.compareTo(transfer.amount()) > 0) {
            throw new ToolRefusal(
                    "exceeds_pending_amount", "amount: more than the %s that are held".formatted(transfer.money()));
        }
        end(tx, id, State.POSTED, amount);
        journal.post(
                tx,
                List.of(new Entry(
                        tx.newId(),
                        date,
                        transfer.description(),
                        Entry.Source.TRANSFER,
                        id,
                        transfer.currency(),
                        Rates.on(tx, transfer.currency(), date),
                        List.of(
                                Leg.debit(transfer.debit(), amount, null),
                                Leg.credit(transfer.credit(), amount, null)))));
        return lock(tx, id).orElseThrow();
    }

    /** Gives a pending transfer up. The same again is the first result. */
    Transfer giveUp(Tx tx, UUID id) {
        var transfer = open(tx, id);
        if (transfer.state() == State.POSTED) {
            throw new ToolRefusal("already_posted", "transfer: it is posted; post its reverse instead");
        }
        if (transfer.state() == State.PENDING) {
            end(tx, id, State.VOIDED, BigDecimal.ZERO);
        }
        return lock(tx, id).orElseThrow();
    }

    private static Transfer open(Tx tx, UUID id) {
        lapse(tx);
        return lock(tx, id)
                .orElseThrow(() -> ToolRefusal.notFound(
                        "transfer", "transfer", id.toString(), "Give the id that it was held with."));
    }

    private static void refuseEnded(Transfer transfer) {
        if (transfer.state() == State.VOIDED) {
            throw new ToolRefusal("already_voided", "transfer: it was given up; hold a new one");
        }
        if (transfer.state() == State.EXPIRED) {
            throw new ToolRefusal(
                    "pending_transfer_expired",
                    "transfer: it lapsed on %s; hold a new one".formatted(transfer.expires()));
        }
    }

    private static void end(Tx tx, UUID id, State state, BigDecimal posted) {
        tx.sql()
                .createUpdate("UPDATE pending_transfer SET state = :state, posted = :posted WHERE id = :id")
                .bind("state", state.name())
                .bind("posted", posted)
                .bind("id", id)
                .execute();
    }

    private static Optional<Transfer> lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery("SELECT * FROM pending_transfer WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    private static Transfer read(ResultSet row) throws SQLException {
        return new Transfer(
                row.getObject("id", UUID.class),
                row.getString("debit"),
                row.getString("credit"),
                row.getString("currency"),
                row.getBigDecimal("amount"),
                row.getString("description"),
                State.valueOf(row.getString("state")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getBigDecimal("posted"));
    }
}
