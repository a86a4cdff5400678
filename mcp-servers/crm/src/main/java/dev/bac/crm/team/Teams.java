package dev.bac.crm.team;

import dev.bac.crm.naming.Fold;
import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Teams in PostgreSQL, and what their records' rule of visibility is: a private team's records are seen by its members
 * and by admins. Row-level security enforces it, so that to anybody else such a record is simply not there, whichever
 * tool asks.
 */
public final class Teams {

    /** A team; of a private one only members see the records. */
    public record Team(UUID id, String name, boolean privately) {}

    /** The team of that id or name that the caller can give records to; {@link dev.bac.mcp.ToolRefusal} otherwise. */
    public Team named(Tx tx, Caller caller, String field, String given) {
        var unseen = unseen(tx, caller);
        var seen = all(tx).stream().filter(team -> !unseen.contains(team.id())).toList();
        String folded = Fold.of(given);
        return new Lookup<>("team", Team::name)
                .one(
                        field,
                        given,
                        List.of(
                                () -> seen.stream()
                                        .filter(team -> team.id().toString().equals(given.strip()))
                                        .toList(),
                                () -> seen.stream()
                                        .filter(team -> Fold.of(team.name()).equals(folded))
                                        .toList()),
                        () -> seen);
    }

    /** What a team is called. */
    public String name(Tx tx, UUID team) {
        return tx.sql()
                .createQuery("SELECT name FROM team WHERE id = :id")
                .bind("id", team)
                .mapTo(String.class)
                .one();
    }

    List<Team> all(Tx tx) {
        return tx.sql()
                .createQuery("SELECT id, name, private FROM team ORDER BY folded")
                .map((row, _) ->
                        new Team(row.getObject("id", UUID.class), row.getString("name"), row.getBoolean("private")))
                .list();
    }

    private static List<UUID> unseen(Tx tx, Caller caller) {
        return caller.roles().contains(Role.ADMIN)
                ? List.of()
                : tx.sql()
                        .createQuery("""
                                SELECT t.id FROM team t WHERE t.private AND NOT EXISTS (
                                    SELECT 1 FROM team_member m WHERE m.team_id = t.id AND lower(m.member) = lower(:name))
                                """)
                        .bind("name", caller.name())
                        .mapTo(UUID.class)
                        .list();
    }

    /** Hides from the transaction what the caller does not see. */
    public static void hide(Tx tx, Caller caller) {
        if (caller.roles().contains(Role.ADMIN)) {
            return;
        }
        var unseen = unseen(tx, caller);
        if (!unseen.isEmpty()) {
            tx.sql()
                    .createQuery("SELECT set_config('app.crm_unseen', :unseen, true)")
                    .bind("unseen", unseen.stream().map(UUID::toString).collect(Collectors.joining(",")))
                    .mapTo(String.class)
                    .one();
        }
    }
}
