package dev.bac.crm.targetlist;

import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.search.Conditions;
import dev.bac.crm.search.RecordSearchTool.Condition;
import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Lookup;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists, who is on them and what they agreed to, in PostgreSQL. */
public final class TargetLists {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SUGGESTED = 20;
    private static final String SELECT =
            "SELECT id, number, name, kind, CAST(conditions AS text) AS conditions FROM target_list ";

    /** Somebody on a list; {@code agreed} is null when they never said, {@code since} while nobody has set a status. */
    record Member(
            UUID id,
            int number,
            String name,
            @Nullable String company,
            @Nullable String email,
            @Nullable String phone,
            @Nullable Boolean agreed,
            ListStatus status,
            @Nullable Instant since) {}

    void save(Tx tx, TargetList list, String by) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO target_list (id, number, name, folded, kind, conditions, created_by, created_at)
                        VALUES (:id, :number, :name, :folded, :kind, CAST(:conditions AS jsonb), :by, :now)
                        ON CONFLICT (tenant_id, id) DO UPDATE
                        SET name = excluded.name, folded = excluded.folded, conditions = excluded.conditions
                        """)
                .bind("id", list.id())
                .bind("number", list.number())
                .bind("name", list.name())
                .bind("folded", Fold.of(list.name()))
                .bind("kind", list.kind().name())
                .bind("conditions", list.conditions() == null ? null : JSON.writeValueAsString(list.conditions()))
                .bind("by", by)
                .bind("now", tx.now())
                .execute();
    }

    /** The list of that id, number or name; {@link dev.bac.mcp.ToolRefusal} when there is none. */
    TargetList named(Tx tx, String field, String given) {
        return new Lookup<>("target list", TargetList::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> Lookup.id(given)
                                        .map(id -> by(tx, "WHERE id = :value", id))
                                        .orElse(List.of()),
                                () -> Numbers.LIST
                                        .read(given)
                                        .map(number -> by(tx, "WHERE number = :value", number))
                                        .orElse(List.of()),
                                () -> by(tx, "WHERE folded = :value", Fold.of(given))),
                        () -> newest(tx, SUGGESTED));
    }

    List<TargetList> ofName(Tx tx, String name) {
        return by(tx, "WHERE folded = :value", Fold.of(name));
    }

    List<TargetList> newest(Tx tx, int most) {
        return by(tx, "ORDER BY number DESC LIMIT :value", most);
    }

    private static List<TargetList> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + condition)
                .bind("value", value)
                .map((row, _) -> read(row))
                .list();
    }

    private static TargetList read(ResultSet row) throws SQLException {
        String conditions = row.getString("conditions");
        return new TargetList(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getString("name"),
                ListKind.valueOf(row.getString("kind")),
                conditions == null ? null : JSON.readValue(conditions, new TypeReference<List<Condition>>() {}));
    }

    /** @return false when they were on it already */
    boolean add(Tx tx, TargetList list, UUID person) {
        return tx.sql()
                        .createUpdate(
                                "INSERT INTO list_member (id, list_id, %s, added_at) VALUES (:id, :list, :person, :now)"
                                                .formatted(list.kind().column())
                                        + " ON CONFLICT DO NOTHING")
                        .bind("id", tx.newId())
                        .bind("list", list.id())
                        .bind("person", person)
                        .bind("now", tx.now())
                        .execute()
                == 1;
    }

    /** @return false when they were not on it */
    boolean remove(Tx tx, TargetList list, UUID person) {
        return tx.sql()
                        .createUpdate("DELETE FROM list_member WHERE list_id = :list AND "
                                + list.kind().column() + " = :person")
                        .bind("list", list.id())
                        .bind("person", person)
                        .execute()
                == 1;
    }

    /**
     * Sets how far the campaign has come with these people.
     *
     * @return how many of them are on the list; the others are left alone
     */
    int mark(Tx tx, TargetList list, List<UUID> people, ListStatus status) {
        return mark(
                tx, list, filter(tx, list).where("t.id = ANY(:people)", "people", people.toArray(UUID[]::new)), status);
    }

    /** Sets it for all who were not turned to yet; {@link ListStatus#PLANNED} for all, as for the next campaign. */
    int markAll(Tx tx, TargetList list, ListStatus status) {
        var filter = filter(tx, list);
        return mark(tx, list, status == ListStatus.PLANNED ? filter : standing(filter, ListStatus.PLANNED), status);
    }

    private static int mark(Tx tx, TargetList list, Filter people, ListStatus status) {
        return people.where("true")
                .bindTo(tx.sql().createUpdate("""
                        INSERT INTO list_member (id, list_id, %1$s, added_at, status, status_at)
                        SELECT gen_random_uuid(), :list, t.id, :now, :status, :now %2$s %3$s
                        ON CONFLICT (tenant_id, list_id, %1$s) DO UPDATE SET status = excluded.status, status_at = excluded.status_at
                        """.formatted(list.kind().column(), from(list), people.sql())))
                .bind("list", list.id())
                .bind("now", tx.now())
                .bind("status", status.name())
                .execute();
    }

    private static Filter standing(Filter filter, @Nullable ListStatus status) {
        return status == null
                ? filter
                : filter.where("coalesce(lm.status, 'PLANNED') = :standing", "standing", status.name());
    }

    /** In the order of their numbers, after one of them; with a status only those who stand so. */
    List<Member> members(Tx tx, TargetList list, ContactWay way, @Nullable ListStatus status, int after, int most) {
        var filter = standing(filter(tx, list), status).where("t.number > :after", "after", after);
        return filter.bindTo(tx.sql()
                        .createQuery("SELECT t.id, t.number, t.name, "
                                + (list.kind() == ListKind.LEAD ? "t.company" : "a.name")
                                + " AS company, t.email, t.phone, lm.status, lm.status_at, "
                                + agreed(list.kind()) + " AS agreed " + from(list) + filter.sql()
                                + " ORDER BY t.number LIMIT :most"))
                .bind("list", list.id())
                .bind("way", way.name())
                .bind("most", most)
                .map((row, _) -> new Member(
                        row.getObject("id", UUID.class),
                        row.getInt("number"),
                        row.getString("name"),
                        row.getString("company"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getObject("agreed", Boolean.class),
                        row.getString("status") == null
                                ? ListStatus.PLANNED
                                : ListStatus.valueOf(row.getString("status")),
                        row.getTimestamp("status_at") == null
                                ? null
                                : row.getTimestamp("status_at").toInstant()))
                .list();
    }

    /** How many are on it, by how far the campaign has come with them. */
    Map<ListStatus, Long> count(Tx tx, TargetList list) {
        var filter = filter(tx, list);
        var counted = new EnumMap<ListStatus, Long>(ListStatus.class);
        filter.bindTo(tx.sql()
                        .createQuery("SELECT coalesce(lm.status, 'PLANNED') AS status, count(*) AS people " + from(list)
                                + filter.sql() + " GROUP BY 1"))
                .bind("list", list.id())
                .map((row, _) -> Map.entry(ListStatus.valueOf(row.getString("status")), row.getLong("people")))
                .forEach(one -> counted.put(one.getKey(), one.getValue()));
        return counted;
    }

    private static String from(TargetList list) {
        return (list.kind() == ListKind.LEAD
                        ? "FROM lead t "
                        : "FROM contact t LEFT JOIN account a ON a.tenant_id = t.tenant_id AND a.id = t.account_id ")
                + "LEFT JOIN list_member lm ON lm.tenant_id = t.tenant_id AND lm.list_id = :list AND lm.%s = t.id "
                        .formatted(list.kind().column());
    }

    /**
     * Of the person {@code t}: the last that was said to all lists, and the last that was said to this one. Who left all
     * is on none; who left this one is not on this one.
     */
    private static String agreed(ListKind kind) {
        return """
            (SELECT CASE WHEN g.agreed IS FALSE THEN false ELSE coalesce(l.agreed, g.agreed) END FROM
                (SELECT (SELECT s.agreed FROM consent s WHERE s.%1$s = t.id AND s.list_id IS NULL
                           AND (s.channel IS NULL OR s.channel = :way) ORDER BY s.said_at DESC, s.id DESC LIMIT 1)) AS g (agreed),
                (SELECT (SELECT s.agreed FROM consent s WHERE s.%1$s = t.id AND s.list_id = :list
                           AND (s.channel IS NULL OR s.channel = :way) ORDER BY s.said_at DESC, s.id DESC LIMIT 1)) AS l (agreed))
            """.formatted(kind.column());
    }

    private static Filter filter(Tx tx, TargetList list) {
        return list.conditions() == null
                ? new Filter()
                        .where(
                                "t.id IN (SELECT m.%s FROM list_member m WHERE m.list_id = :members)"
                                        .formatted(list.kind().column()),
                                "members",
                                list.id())
                : Conditions.filter(tx, list.kind().records, list.conditions());
    }

    /** Lets what a converted lead said be its contact's. */
    public void follow(Tx tx, UUID lead, UUID contact) {
        tx.sql()
                .createUpdate("UPDATE consent SET contact_id = :contact, lead_id = NULL WHERE lead_id = :lead")
                .bind("contact", contact)
                .bind("lead", lead)
                .execute();
    }
}
