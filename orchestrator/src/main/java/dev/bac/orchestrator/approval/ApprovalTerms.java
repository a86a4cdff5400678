package dev.bac.orchestrator.approval;

import dev.bac.agents.Ask;
import dev.bac.identity.Caller;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an approval needs beside its approvers.
 *
 * @param quorum how many different people must agree
 * @param notRequester whoever asked may not be among them
 * @param onTimeout what becomes of it when nobody decides
 * @param editable names of arguments that may be changed
 * @param rules the rules in force when it was asked; under others it is void
 * @param edited the arguments as they were changed
 */
public record ApprovalTerms(
        int quorum,
        boolean notRequester,
        Ask.OnTimeout onTimeout,
        Set<String> editable,
        String rules,
        Optional<ObjectNode> edited) {
    public ApprovalTerms {
        editable = Set.copyOf(editable);
    }

    /** In PostgreSQL. */
    public static final class Rows {
        private static final JsonMapper JSON = JsonMapper.shared();

        public void add(Tx tx, UUID approval, Ask ask, String rules) {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO approval_terms (approval, quorum, not_requester, on_timeout, editable, rules)
                            VALUES (:approval, :quorum, :not, :timeout, :editable, :rules) ON CONFLICT DO NOTHING
                            """)
                    .bind("approval", approval)
                    .bind("quorum", ask.quorum())
                    .bind("not", ask.notRequester())
                    .bind("timeout", ask.onTimeout().name().toLowerCase(Locale.ROOT))
                    .bindArray(
                            "editable",
                            String.class,
                            ask.editable().stream().sorted().toArray())
                    .bind("rules", rules)
                    .execute();
        }

        public Optional<ApprovalTerms> find(Tx tx, UUID approval) {
            return tx.sql()
                    .createQuery("SELECT * FROM approval_terms WHERE approval = :approval")
                    .bind("approval", approval)
                    .map((row, _) -> terms(row))
                    .findOne();
        }

        public void edit(Tx tx, UUID approval, ObjectNode arguments) {
            tx.sql()
                    .createUpdate("UPDATE approval_terms SET edited = CAST(:json AS json) WHERE approval = :approval")
                    .bind("json", arguments.toString())
                    .bind("approval", approval)
                    .execute();
        }

        /** Counts somebody's agreement, once. @return how many different people agree now */
        public int vote(Tx tx, UUID approval, Caller by) {
            tx.sql()
                    .createUpdate("""
                            INSERT INTO approval_vote (approval, person, name, at) VALUES (:approval, :person, :name, :now)
                            ON CONFLICT DO NOTHING
                            """)
                    .bind("approval", approval)
                    .bind("person", by.user().value())
                    .bind("name", by.name())
                    .bind("now", tx.now())
                    .execute();
            return tx.sql()
                    .createQuery("SELECT count(*) FROM approval_vote WHERE approval = :approval")
                    .bind("approval", approval)
                    .mapTo(Integer.class)
                    .one();
        }

        private static ApprovalTerms terms(ResultSet row) throws SQLException {
            return new ApprovalTerms(
                    row.getInt("quorum"),
                    row.getBoolean("not_requester"),
                    Ask.OnTimeout.valueOf(row.getString("on_timeout").toUpperCase(Locale.ROOT)),
                    Set.copyOf(Arrays.asList((String[]) row.getArray("editable").getArray())),
                    row.getString("rules"),
                    Optional.ofNullable(row.getString("edited")).map(text -> (ObjectNode) JSON.readTree(text)));
        }
    }
}
