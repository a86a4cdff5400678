package dev.bac.orchestrator.approval;

import dev.bac.identity.UserId;
import dev.bac.orchestrator.access.Secret;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Who is still to be told of which approval, in PostgreSQL. */
public final class NoticeRows {
    /** Most rows of one company at once; the rest follow at the next turn. */
    private static final int MOST = 100;

    /**
     * A message that is to be sent.
     *
     * @param secret of the link in it
     * @param tries how often it was sent in vain
     */
    record Due(UUID approval, UserId person, String address, Secret secret, Instant linkEndsAt, int tries) {}

    /** What has become of one: the messaging server has it, it was given up, or it was wanted no more. */
    enum End {
        SENT,
        FAILED,
        VOID
    }

    /** Those who may decide this one are to be told, once. */
    public void due(Tx tx, UUID approval) {
        tx.sql()
                .createUpdate("INSERT INTO approval_notice (approval) VALUES (:approval) ON CONFLICT DO NOTHING")
                .bind("approval", approval)
                .execute();
    }

    /** Approvals of which it is not yet written down who is to be told. */
    List<UUID> open(Tx tx) {
        return tx.sql()
                .createQuery("SELECT approval FROM approval_notice WHERE NOT addressed ORDER BY approval LIMIT :most")
                .bind("most", MOST)
                .mapTo(UUID.class)
                .list();
    }

    /** Takes the writing down of who is to be told upon oneself. @return false when somebody else has done it */
    boolean address(Tx tx, UUID approval) {
        return tx.sql().createUpdate("""
                                UPDATE approval_notice SET addressed = true WHERE approval = :approval AND NOT addressed
                                """).bind("approval", approval).execute() == 1;
    }

    void add(Tx tx, Due due) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO approval_notice_to (approval, person, address, token, link_ends_at, state, next_at)
                        VALUES (:approval, :person, :address, :token, :end, 'due', :now) ON CONFLICT DO NOTHING
                        """)
                .bind("approval", due.approval())
                .bind("person", due.person().value())
                .bind("address", due.address())
                .bind("token", due.secret().text())
                .bind("end", due.linkEndsAt())
                .bind("now", tx.now())
                .execute();
    }

    /** Those whose turn it is. */
    List<Due> due(Tx tx) {
        return tx.sql()
                .createQuery("""
                        SELECT * FROM approval_notice_to WHERE state = 'due' AND next_at <= :now
                        ORDER BY next_at, approval, person LIMIT :most
                        """)
                .bind("now", tx.now())
                .bind("most", MOST)
                .map((row, _) -> due(row))
                .list();
    }

    /** @return false when somebody else ended it before */
    boolean end(Tx tx, Due due, End end) {
        return tx.sql()
                        .createUpdate("""
                                UPDATE approval_notice_to SET state = :state, token = NULL
                                WHERE approval = :approval AND person = :person AND state = 'due'
                                """)
                        .bind("state", end.name().toLowerCase(Locale.ROOT))
                        .bind("approval", due.approval())
                        .bind("person", due.person().value())
                        .execute()
                == 1;
    }

    /** It was sent in vain, and is tried again after a while. */
    int later(Tx tx, Due due, Duration pause) {
        return tx.sql()
                .createUpdate("""
                        UPDATE approval_notice_to SET tries = :tries, next_at = :next
                        WHERE approval = :approval AND person = :person AND state = 'due'
                        """)
                .bind("tries", due.tries() + 1)
                .bind("next", tx.now().plus(pause))
                .bind("approval", due.approval())
                .bind("person", due.person().value())
                .execute();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("approval", UUID.class),
                new UserId(row.getObject("person", UUID.class)),
                row.getString("address"),
                new Secret(row.getString("token")),
                row.getTimestamp("link_ends_at").toInstant(),
                row.getInt("tries"));
    }
}
