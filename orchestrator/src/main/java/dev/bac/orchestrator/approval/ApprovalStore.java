package dev.bac.orchestrator.approval;

import dev.bac.agents.Approvers;
import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.run.Page;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Approvals in PostgreSQL. */
public final class ApprovalStore {
    /** Whoever holds it may approve and decline, and sees everybody's. */
    public static final Scope DECIDE = new Scope("approvals:decide");

    private static final UUID NEWEST = new UUID(-1, -1);
    /** Most approvals of one conversation read at once. */
    private static final int MOST = 200;

    private static final String SELECT = """
            SELECT approval.*, terms.quorum, terms.not_requester,
                   ARRAY(SELECT vote.person FROM approval_vote AS vote WHERE vote.approval = approval.id) AS agreed
            FROM approval LEFT JOIN approval_terms AS terms ON terms.approval = approval.id
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Store store;

    public ApprovalStore(Store store) {
        this.store = store;
    }

    /** Writes it down; one that the same call asked for before is left as it is. */
    public void add(Tx tx, Approval asked) {
        tx.sql()
                .createUpdate("""
                INSERT INTO approval (id, conversation, run, key, approvers, agent, tool, title, server, effect, risk,
                                      arguments, arguments_hash, text, preview, policy_version, requested_by, requested_name,
                                      requested_at, expires_at, state, form)
                VALUES (:id, :conversation, :run, :key, :approvers, :agent, :tool, :title, :server, :effect, :risk,
                        CAST(:arguments AS json), :hash, :text, CAST(:preview AS jsonb), :policy, :by, :name,
                        :at, :expires, 'pending', CAST(:form AS json))
                ON CONFLICT (tenant_id, run, key) DO NOTHING
                """)
                .bind("id", asked.id())
                .bind("conversation", asked.conversation())
                .bind("run", asked.run())
                .bind("key", asked.key())
                .bindArray("approvers", String.class, asked.approvers().lines().toArray())
                .bind("agent", asked.agent())
                .bind("tool", asked.tool())
                .bind("title", asked.title())
                .bind("server", asked.server())
                .bind("effect", asked.effect())
                .bind("risk", asked.risk())
                .bind("arguments", asked.arguments().toString())
                .bind("hash", asked.argumentsHash())
                .bind("text", asked.text())
                .bind("preview", asked.preview().toString())
                .bind("policy", asked.policyVersion())
                .bind("by", asked.requestedBy().value())
                .bind("name", asked.requestedName())
                .bind("at", asked.requestedAt())
                .bind("expires", asked.expiresAt())
                .bind("form", asked.form().map(JSON::writeValueAsString).orElse(null))
                .execute();
    }

    /** One, whoever asks. */
    public Optional<Approval> find(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> approval(row))
                .findOne();
    }

    /** Holds one for the transaction, so that of two decisions one wins. */
    public Optional<Approval> lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(SELECT + "WHERE id = :id FOR UPDATE OF approval")
                .bind("id", id)
                .map((row, _) -> approval(row))
                .findOne();
    }

    /** Keeps a decision; {@code by} is null when time or its own asker ended it. */
    public void decide(Tx tx, UUID id, Approval.State state, @Nullable Caller by, @Nullable String reason) {
        tx.sql()
                .createUpdate("""
                UPDATE approval SET state = :state, decided_by = CAST(:by AS uuid), decided_name = :name, decided_at = :now,
                       reason = :reason
                WHERE id = :id AND state = 'pending'
                """)
                .bind("state", state.label())
                .bind("by", by == null ? null : by.user().value())
                .bind("name", by == null ? null : by.name())
                .bind("now", tx.now())
                .bind("reason", reason)
                .bind("id", id)
                .execute();
    }

    /** Keeps what was filled in, before it is approved. */
    public void answer(Tx tx, UUID id, ObjectNode answers) {
        tx.sql()
                .createUpdate(
                        "UPDATE approval SET answers = CAST(:answers AS json) WHERE id = :id AND state = 'pending'")
                .bind("answers", answers.toString())
                .bind("id", id)
                .execute();
    }

    /** One, if the caller may see it. */
    public Optional<Approval> find(Caller caller, UUID id) {
        return store.read(caller.tenant(), tx -> tx.sql()
                .createQuery(SELECT + "WHERE id = :id AND (:all OR requested_by = :caller)")
                .bind("id", id)
                .bind("all", caller.may(DECIDE))
                .bind("caller", caller.user().value())
                .map((row, _) -> approval(row))
                .findOne());
    }

    /** Newest first: all of them for those who may decide, else the caller's own. */
    public Page<Approval> list(Caller caller, Optional<Approval.State> state, int limit, Optional<UUID> before) {
        return store.read(
                caller.tenant(),
                tx -> Page.of(
                        tx.sql()
                                .createQuery(SELECT + """
                                        WHERE id < :before AND (:all OR requested_by = :caller)
                                          AND (CAST(:state AS text) IS NULL OR state = :state)
                                        ORDER BY id DESC LIMIT :limit
                                        """)
                                .bind("before", before.orElse(NEWEST))
                                .bind("all", caller.may(DECIDE))
                                .bind("caller", caller.user().value())
                                .bind("state", state.map(Approval.State::label).orElse(null))
                                .bind("limit", limit + 1)
                                .map((row, _) -> approval(row))
                                .list(),
                        limit,
                        Approval::id));
    }

    /** The approval of one call of a run. */
    public Optional<Approval> ofCall(Tx tx, UUID run, String key) {
        return tx.sql()
                .createQuery(SELECT + "WHERE run = :run AND key = :key")
                .bind("run", run)
                .bind("key", key)
                .map((row, _) -> approval(row))
                .findOne();
    }

    /** The approvals of a run, oldest first. */
    public List<Approval> ofRun(Tx tx, UUID run) {
        return tx.sql()
                .createQuery(SELECT + "WHERE run = :run ORDER BY id LIMIT :most")
                .bind("run", run)
                .bind("most", MOST)
                .map((row, _) -> approval(row))
                .list();
    }

    /** What is pending in a conversation, oldest first. */
    public List<Approval> pending(Tx tx, UUID conversation) {
        return tx.sql()
                .createQuery(SELECT + """
                        WHERE conversation = :conversation AND state = 'pending'
                        ORDER BY id LIMIT :most
                        """)
                .bind("conversation", conversation)
                .bind("most", MOST)
                .map((row, _) -> approval(row))
                .list();
    }

    /** Pending ones whose time is over. */
    public List<Approval> overdue(Tx tx) {
        return tx.sql()
                .createQuery(SELECT + "WHERE state = 'pending' AND expires_at <= :now LIMIT :most")
                .bind("now", tx.now())
                .bind("most", MOST)
                .map((row, _) -> approval(row))
                .list();
    }

    private static Approval approval(ResultSet row) throws SQLException {
        return new Approval(
                row.getObject("id", UUID.class),
                row.getObject("conversation", UUID.class),
                row.getObject("run", UUID.class),
                row.getString("key"),
                Approvers.ofLines(
                        Arrays.asList((String[]) row.getArray("approvers").getArray())),
                row.getString("agent"),
                row.getString("tool"),
                row.getString("title"),
                row.getString("server"),
                row.getString("effect"),
                row.getString("risk"),
                JSON.readTree(row.getString("arguments")),
                row.getString("arguments_hash"),
                row.getString("text"),
                JSON.readTree(row.getString("preview")),
                row.getString("policy_version"),
                new UserId(row.getObject("requested_by", UUID.class)),
                row.getString("requested_name"),
                instant(row, "requested_at"),
                instant(row, "expires_at"),
                Approval.State.of(row.getString("state")),
                decision(row),
                Optional.ofNullable(row.getString("form")).map(form -> JSON.readValue(form, AskedForm.class)),
                Optional.ofNullable(row.getString("answers")).map(given -> (ObjectNode) JSON.readTree(given)),
                agreement(row));
    }

    private static Approval.Agreement agreement(ResultSet row) throws SQLException {
        int quorum = row.getInt("quorum");
        return row.wasNull()
                ? Approval.Agreement.OF_ONE
                : new Approval.Agreement(
                        quorum,
                        row.getBoolean("not_requester"),
                        Arrays.stream((UUID[]) row.getArray("agreed").getArray())
                                .map(UserId::new)
                                .collect(Collectors.toSet()));
    }

    private static Optional<Approval.Decision> decision(ResultSet row) throws SQLException {
        UUID by = row.getObject("decided_by", UUID.class);
        return by == null
                ? Optional.empty()
                : Optional.of(new Approval.Decision(
                        new UserId(by),
                        row.getString("decided_name"),
                        instant(row, "decided_at"),
                        Optional.ofNullable(row.getString("reason"))));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
