package dev.bac.crm.team;

import dev.bac.crm.mark.Admins;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tool by which an admin sets up teams. */
public final class TeamSaveTool {
    private static final int MOST_TEAMS = 100;
    private static final int MOST_MEMBERS = 200;
    private final Teams teams = new Teams();

    /** What {@code crm_setup_team} takes. */
    public record TeamSave(
            @Arg("The team's name, such as Key accounts; a new name adds a team")
            String team,

            @Arg("Its members by name, all of them; left out, they stay") @Nullable List<String> members,

            @Arg("True when only members and admins see its records; left out, it stays") @Nullable Boolean privately) {}

    /** What {@code crm_setup_team} answers. */
    public record TeamSaved(String summary, UUID id, boolean added, List<String> members, boolean privately)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_setup_team",
                        "Set up a team",
                        "Adds a team of colleagues, or changes its members and whether only they see its records. For"
                                + " admins. A record is given to a team with crm_record_update.",
                        Effect.WRITE,
                        Risk.NONE,
                        TeamSave.class,
                        TeamSaved.class,
                        this::save)
                .example(
                        "Set up a private sales team Key accounts with Petra Lang and Tom Berger",
                        new TeamSave("Key accounts", List.of("Petra Lang", "Tom Berger"), true));
    }

    private TeamSaved save(Caller caller, Tx tx, TeamSave given) {
        Admins.only(caller, "set up teams");
        Held.oneAtATime(tx, "teams");
        String name = Given.line("team", given.team(), 80);
        String folded = Fold.of(name);
        if (folded.isEmpty()) {
            throw ToolRefusal.invalid("team", "give it letters or digits");
        }
        var all = teams.all(tx);
        var old =
                all.stream().filter(team -> Fold.of(team.name()).equals(folded)).findFirst();
        if (old.isEmpty() && all.size() >= MOST_TEAMS) {
            throw ToolRefusal.invalid("team", "there are " + MOST_TEAMS + " already");
        }
        UUID id = old.map(Teams.Team::id).orElseGet(tx::newId);
        boolean privately = given.privately() != null
                ? given.privately()
                : old.map(Teams.Team::privately).orElse(false);
        tx.sql()
                .createUpdate("""
                        INSERT INTO team (id, name, folded, private, created_at) VALUES (:id, :name, :folded, :private, :now)
                        ON CONFLICT (tenant_id, id) DO UPDATE SET private = excluded.private
                        """)
                .bind("id", id)
                .bind("name", name)
                .bind("folded", folded)
                .bind("private", privately)
                .bind("now", tx.now())
                .execute();
        if (given.members() != null) {
            members(tx, id, given.members());
        }
        var members = tx.sql()
                .createQuery("SELECT member FROM team_member WHERE team_id = :id ORDER BY member")
                .bind("id", id)
                .mapTo(String.class)
                .list();
        return new TeamSaved(
                "%s %s: %s; its records are seen by %s."
                        .formatted(
                                old.isEmpty() ? "Added the team" : "The team",
                                old.map(Teams.Team::name).orElse(name),
                                members.isEmpty() ? "no members" : String.join(", ", members),
                                privately ? "them and admins only" : "everybody"),
                id,
                old.isEmpty(),
                members,
                privately);
    }

    private static void members(Tx tx, UUID team, List<String> given) {
        if (given.size() > MOST_MEMBERS) {
            throw ToolRefusal.invalid("members", "are " + given.size() + "; at most " + MOST_MEMBERS);
        }
        tx.sql().execute("DELETE FROM team_member WHERE team_id = ?", team);
        given.stream()
                .map(member -> Given.line("members", member, 80))
                .distinct()
                .forEach(member ->
                        tx.sql().execute("INSERT INTO team_member (team_id, member) VALUES (?, ?)", team, member));
    }
}
