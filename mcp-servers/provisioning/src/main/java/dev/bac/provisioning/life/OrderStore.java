package dev.bac.provisioning.life;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Lookup;
import dev.bac.provisioning.plan.Plan;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Orders in PostgreSQL. */
final class OrderStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SELECT = """
            SELECT id, number, activation_id, kind, state, plan, features, detail, result, created_by, created_at,
                   due_at, finished_at
            FROM business_order
            """;

    void add(Tx tx, Order order) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO business_order
                            (id, number, activation_id, kind, state, plan, features, created_by, created_at, due_at)
                        VALUES (:id, :number, :activation, :what, 'WAITING', :planName, CAST(:toggles AS jsonb),
                                :createdBy, :createdAt, :dueAt)
                        """)
                .bindMethods(order)
                .bind("what", order.kind().name())
                .bind(
                        "planName",
                        Optional.ofNullable(order.plan()).map(Plan::name).orElse(null))
                .bind("toggles", JSON.writeValueAsString(order.features()))
                .execute();
    }

    /** The order of that id or number. */
    Order find(Tx tx, String given) {
        return find(tx, given, "");
    }

    /** The order of that id or number, held until the transaction ends. */
    Order lock(Tx tx, String given) {
        return find(tx, given, " FOR UPDATE");
    }

    private static Order find(Tx tx, String given, String lock) {
        return Lookup.id(given)
                .map(id -> by(tx, "id = :value" + lock, id))
                .or(() -> Lookup.number("ORD", given).map(number -> by(tx, "number = :value" + lock, number)))
                .flatMap(found -> found.stream().findFirst())
                .orElseThrow(() -> ToolRefusal.notFound(
                        "order", "order", given, "Orders are numbered like ORD-1001; see provisioning_order_list."));
    }

    /** The orders of a business, the newest first, at most 50. */
    List<Order> of(Tx tx, UUID activation) {
        return by(tx, "activation_id = :value ORDER BY number DESC LIMIT 50", activation);
    }

    /** The newest orders of all businesses, at most 50. */
    List<Order> newest(Tx tx) {
        return by(tx, ":value = 0 ORDER BY number DESC LIMIT 50", 0);
    }

    /** Ends one that waits. */
    void end(Tx tx, Order order, OrderState state, @Nullable String detail, @Nullable ObjectNode result) {
        tx.sql()
                .createUpdate("""
                        UPDATE business_order SET state = :state, detail = :detail, result = CAST(:result AS jsonb),
                            finished_at = :now
                        WHERE id = :id AND state = 'WAITING'
                        """)
                .bind("state", state.name())
                .bind("detail", detail)
                .bind("result", result == null ? null : result.toString())
                .bind("now", tx.now())
                .bind("id", order.id())
                .execute();
    }

    private static List<Order> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition)
                .bind("value", value)
                .map((row, _) -> read(row))
                .list();
    }

    private static Order read(ResultSet row) throws SQLException {
        String plan = row.getString("plan");
        String result = row.getString("result");
        Timestamp finished = row.getTimestamp("finished_at");
        return new Order(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                row.getObject("activation_id", UUID.class),
                OrderKind.valueOf(row.getString("kind")),
                OrderState.valueOf(row.getString("state")),
                plan == null ? null : Plan.valueOf(plan),
                Objects.requireNonNull(JSON.readValue(row.getString("features"), new TypeReference<>() {})),
                row.getString("detail"),
                result == null ? null : (ObjectNode) JSON.readTree(result),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("due_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
