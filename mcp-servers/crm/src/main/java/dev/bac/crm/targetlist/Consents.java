package dev.bac.crm.targetlist;

import dev.bac.store.Tx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** What people said to being turned to, in PostgreSQL. Nothing is written over: the last that was said counts. */
final class Consents {

    /** What was said; about all lists without {@code list}, about all ways without {@code way}. */
    record Said(
            ListKind kind,
            UUID person,
            @Nullable UUID list,
            @Nullable ContactWay way,
            boolean agreed,
            @Nullable String source) {}

    /** Notes it and tells the other domains, who keep what they may do of their own. */
    void note(Tx tx, Said said, String by) {
        tx.sql()
                .createUpdate("""
                        INSERT INTO consent (id, %s, list_id, channel, agreed, source, said_at, noted_by)
                        VALUES (:id, :person, CAST(:list AS uuid), :way, :agreed, :source, :now, :by)
                        """.formatted(said.kind().column()))
                .bind("id", tx.newId())
                .bind("person", said.person())
                .bind("list", said.list())
                .bind("way", said.way() == null ? null : said.way().name())
                .bind("agreed", said.agreed())
                .bind("source", said.source())
                .bind("now", tx.now())
                .bind("by", by)
                .execute();
        var address = tx.sql()
                .createQuery("SELECT email, phone FROM " + said.kind().records.table() + " WHERE id = :person")
                .bind("person", said.person())
                .mapToMap()
                .one();
        var body = JsonNodeFactory.instance
                .objectNode()
                .put(said.kind().records.table(), said.person().toString())
                .put("agreed", said.agreed())
                .put("list", said.list() == null ? null : said.list().toString())
                .put("way", said.way() == null ? null : said.way().name())
                .put("email", (String) address.get("email"))
                .put("phone", (String) address.get("phone"));
        tx.publish("crm.consent.changed", said.person().toString(), body);
    }
}
