package dev.bac.messaging.template;

import dev.bac.mcp.argument.Filter;
import dev.bac.mcp.argument.Lookup;
import dev.bac.mcp.argument.Page;
import dev.bac.mcp.argument.PageOrder;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Templates in PostgreSQL. */
public final class TemplateStore {
    private static final int NEAR = 5;
    private static final PageOrder BY_NAME = PageOrder.ascending("name", "lower(name)", "text");
    private static final String SELECT = "SELECT id, name, channel, subject, body, updated_at FROM template ";

    /** Adds templates; those whose id is already there are left as they are. */
    public void add(Tx tx, List<Template> templates) {
        var batch = tx.sql().prepareBatch("""
                INSERT INTO template (id, name, channel, subject, body, updated_at)
                VALUES (:id, :name, :code, :subject, :body, :updatedAt)
                ON CONFLICT DO NOTHING
                """);
        for (Template template : templates) {
            batch.bindMethods(template).bind("code", template.channel().name()).add();
        }
        if (!templates.isEmpty()) {
            batch.execute();
        }
    }

    /** Adds a template, or gives the one of that name another text; answers it as it now is. */
    Template save(Tx tx, Template template) {
        return tx.sql()
                .createQuery("""
                        INSERT INTO template (id, name, channel, subject, body, updated_at)
                        VALUES (:id, :name, :code, :subject, :body, :updatedAt)
                        ON CONFLICT (tenant_id, lower(name)) DO UPDATE SET name = :name, channel = :code,
                            subject = :subject, body = :body, updated_at = :updatedAt
                        RETURNING id, name, channel, subject, body, updated_at
                        """)
                .bindMethods(template)
                .bind("code", template.channel().name())
                .map((row, _) -> read(row))
                .one();
    }

    /** The template of that name, if there is one. */
    Optional<Template> byName(Tx tx, String name) {
        return by(tx, "lower(name) = lower(:value)", name).stream().findFirst();
    }

    /** The template of an id that another of our rows holds. */
    public Template byId(Tx tx, UUID id) {
        return by(tx, "id = :value", id).getFirst();
    }

    /** The template of that id or name; {@link dev.bac.mcp.ToolRefusal} when there is none or several. */
    public Template named(Tx tx, String field, String given) {
        String text = given.strip();
        return new Lookup<>("template", Template::label)
                .one(
                        field,
                        given,
                        List.of(
                                () -> Lookup.id(given)
                                        .map(id -> by(tx, "id = :value", id))
                                        .orElse(List.of()),
                                () -> by(tx, "lower(name) = lower(:value)", text),
                                () -> by(tx, "starts_with(lower(name), lower(:value))", text)),
                        () -> list(tx, null, new PageWanted(NEAR, null)).items());
    }

    Page<Template> list(Tx tx, @Nullable MessageChannel channel, PageWanted wanted) {
        var filter = new Filter().where("channel = :channel", "channel", channel);
        return BY_NAME.read(tx, SELECT + filter.sql(), filter::bindTo, wanted, (row, _) -> read(row));
    }

    long count(Tx tx, @Nullable MessageChannel channel) {
        var filter = new Filter().where("channel = :channel", "channel", channel);
        return filter.bindTo(tx.sql().createQuery("SELECT count(*) FROM template " + filter.sql()))
                .mapTo(Long.class)
                .one();
    }

    private List<Template> by(Tx tx, String condition, Object value) {
        return tx.sql()
                .createQuery(SELECT + "WHERE " + condition + " ORDER BY lower(name) LIMIT 20")
                .bind("value", value)
                .map((row, _) -> read(row))
                .list();
    }

    private static Template read(ResultSet row) throws SQLException {
        return new Template(
                row.getObject("id", UUID.class),
                row.getString("name"),
                MessageChannel.valueOf(row.getString("channel")),
                row.getString("subject"),
                row.getString("body"),
                row.getTimestamp("updated_at").toInstant());
    }
}
