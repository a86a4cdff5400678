package dev.bac.crm.lead;

import dev.bac.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How likely an open lead is to be won, in percent: naive Bayes over how often leads of the same team were won
 * (converted) and lost that came from the same source and country, carry the same tags, and whose e-mail and telephone
 * are right or wrong. It follows Odoo's predictive lead scoring (documentation of Odoo CRM, "Assign leads based on
 * scoring"): each count is 0.1 more than was seen, so that nothing is impossible; a sign never seen says nothing; the
 * result is between 0.01 and 99.99. Unlike there, a tag counts from its first lead on.
 *
 * <p>The counts are kept by the database with every change of a lead, so scores are learned the moment a lead is decided.
 */
public final class LeadScores {
    private static final double SMOOTHING = 0.1;
    private static final double LEAST = 0.01;
    private static final double MOST = 99.99;
    private static final String TEAM = "team";

    private record Sign(String variable, String value) {}

    private static final class Seen {
        double won;
        double lost;

        void add(double moreWon, double moreLost) {
            won += moreWon;
            lost += moreLost;
        }
    }

    /** What a team's leads have taught. */
    private static final class Learned {
        final Map<Sign, Seen> signs = new HashMap<>();
        final Map<String, Seen> totals = new HashMap<>();
    }

    /** The scores of those leads that are open and whose team has won and lost some; by id. */
    public Map<UUID, BigDecimal> of(Tx tx, Collection<Lead> leads) {
        var open = leads.stream()
                .filter(lead -> lead.status() == LeadStatus.OPEN)
                .map(Lead::id)
                .toList();
        var learned = learned(tx);
        var signs = new HashMap<UUID, List<Sign>>();
        var teams = new HashMap<UUID, UUID>();
        tx.sql()
                .createQuery("""
                        SELECT l.id, crm_scoring_team(l.team_id) AS team, s.variable, s.value
                        FROM lead l, crm_lead_signs(l.source, l.country, l.tags, l.email, l.phone) AS s
                        WHERE l.id = ANY(:ids) ORDER BY s.variable, s.value
                        """)
                .bind("ids", open.toArray(UUID[]::new))
                .map((row, _) -> {
                    var id = row.getObject("id", UUID.class);
                    teams.put(id, row.getObject("team", UUID.class));
                    return Map.entry(id, new Sign(row.getString("variable"), row.getString("value")));
                })
                .forEach(one -> signs.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(one.getValue()));
        var scores = new HashMap<UUID, BigDecimal>();
        signs.forEach((id, own) -> {
            var team = learned.get(teams.get(id));
            if (team != null && team.totals.containsKey(TEAM)) {
                scores.put(id, score(team, own));
            }
        });
        return scores;
    }

    private static Map<UUID, Learned> learned(Tx tx) {
        var teams = new HashMap<UUID, Learned>();
        tx.sql()
                .createQuery("""
                        SELECT team_id, variable, value, won, lost FROM lead_frequency
                        ORDER BY team_id, variable, value -- a sum of fractions depends on its order
                        """)
                .map((row, _) -> {
                    var team = teams.computeIfAbsent(row.getObject("team_id", UUID.class), _ -> new Learned());
                    var seen = new Seen();
                    seen.add(row.getInt("won") + SMOOTHING, row.getInt("lost") + SMOOTHING);
                    team.signs.put(new Sign(row.getString("variable"), row.getString("value")), seen);
                    team.totals
                            .computeIfAbsent(row.getString("variable"), _ -> new Seen())
                            .add(seen.won, seen.lost);
                    return seen;
                })
                .list();
        return teams;
    }

    private static BigDecimal score(Learned team, List<Sign> signs) {
        var all = team.totals.getOrDefault(TEAM, new Seen());
        double won = all.won / (all.won + all.lost);
        double lost = all.lost / (all.won + all.lost);
        for (var sign : signs) {
            var seen = team.signs.get(sign);
            var total = team.totals.get(sign.variable());
            if (seen != null && total != null && !sign.variable().equals(TEAM)) {
                won *= seen.won / total.won;
                lost *= seen.lost / total.lost;
            }
        }
        double percent = 100 * won / (won + lost);
        return BigDecimal.valueOf(Math.clamp(percent, LEAST, MOST)).setScale(2, RoundingMode.HALF_EVEN);
    }
}
