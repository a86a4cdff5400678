package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.Result;
import dev.bac.store.Tx;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results that are too long for a model: what is sent has the first rows and a link, and the whole is kept for an hour,
 * to be read page by page by who asked for it, as long as they may call the tool.
 */
record KeptResults(ToolServer server) {
    private static final Duration LIFE = Duration.ofHours(1);

    /** Of one user; the oldest goes first. */
    private static final int MOST = 20;

    /** In characters; a longer one is not kept. */
    private static final int LONGEST = 8 << 20;

    private static final Pattern PAGE = Pattern.compile("page=([1-9][0-9]{0,5})");

    /** A call's answer as the protocol has it. */
    Result.Called called(Caller caller, String tool, ToolAnswer answer) {
        var called = shortened(caller, tool, answer);
        return answer instanceof ToolAnswer.Result result
                ? link(result)
                        .map(link -> new Result.Called(
                                Stream.concat(called.content().stream(), Stream.of(link))
                                        .toList(),
                                called.structuredContent(),
                                called.isError(),
                                called.meta()))
                        .orElse(called)
                : called;
    }

    /** The file whose address a result has. */
    private Optional<Content> link(ToolAnswer.Result result) {
        String uri = result.content().path("uri").asString("");
        return server.server().resources().stream()
                .filter(kind -> kind.more().file() != null && kind.idIn(uri).isPresent())
                .findFirst()
                .map(kind -> new Content.Link(uri, kind.name(), kind.title(), null, kind.mimeType(), null));
    }

    private Result.Called shortened(Caller caller, String tool, ToolAnswer answer) {
        if (!(answer instanceof ToolAnswer.Result result)
                || !result.cut()
                || server.server().resources().isEmpty()
                || server.find(tool).orElseThrow().tool().hidden()) {
            return ToolShapes.called(answer);
        }
        var pages = ResultPages.of(result.content());
        String content = result.content().toString();
        if (pages.count() < 2 || content.length() > LONGEST) {
            return ToolShapes.called(answer);
        }
        String uri = uri(keep(caller, tool, content));
        String text = result.content().path("summary").asString("") + "\nThe whole result is too long to read at once. "
                + "Here is page 1 of " + pages.count() + "; read the others at " + uri + "?page=2 and so on, or ask a "
                + "narrower question.\n" + pages.rows(1);
        var link = new Content.Link(
                uri, tool, "The whole result", "In " + pages.count() + " pages", "application/json", null);
        return new Result.Called(List.of(Content.text(text), link), pages.first(), false, null);
    }

    private UUID keep(Caller caller, String tool, String content) {
        return server.store().write(caller.tenant(), tx -> {
            var id = tx.newId();
            tx.sql().execute("DELETE FROM mcp_result WHERE expires_at < ?", Timestamp.from(tx.now()));
            tx.sql()
                    .createUpdate("""
                            DELETE FROM mcp_result WHERE owner = :owner AND id NOT IN (SELECT id FROM mcp_result
                                WHERE owner = :owner ORDER BY created_at DESC, id DESC LIMIT :most)
                            """)
                    .bind("owner", caller.user().value())
                    .bind("most", MOST - 1)
                    .execute();
            tx.sql()
                    .createUpdate("""
                            INSERT INTO mcp_result (id, owner, agent, tool, content, created_at, expires_at)
                            VALUES (:id, :owner, :agent, :tool, CAST(:content AS json), :now, :expires)
                            """)
                    .bind("id", id)
                    .bind("owner", caller.user().value())
                    .bind("agent", agent(caller))
                    .bind("tool", tool)
                    .bind("content", content)
                    .bind("now", tx.now())
                    .bind("expires", tx.now().plus(LIFE))
                    .execute();
            return id;
        });
    }

    /** A page of a kept result; empty when the address is of something else, or not for this caller. */
    Optional<ObjectNode> find(Caller caller, String uri) {
        String base = uri("");
        if (!uri.startsWith(base)) {
            return Optional.empty();
        }
        String rest = uri.substring(base.length());
        int query = rest.indexOf('?');
        int page = 1;
        if (query >= 0) {
            var asked = PAGE.matcher(rest.substring(query + 1));
            if (!asked.matches()) {
                return Optional.empty();
            }
            page = Integer.parseInt(asked.group(1));
        }
        int wanted = page;
        return id(query < 0 ? rest : rest.substring(0, query))
                .flatMap(id -> server.store().read(caller.tenant(), tx -> content(tx, caller, id)))
                .flatMap(content -> ResultPages.of(content).page(wanted, uri.split("\\?", 2)[0]));
    }

    private Optional<ObjectNode> content(Tx tx, Caller caller, UUID id) {
        record Kept(String tool, String content) {}
        return tx.sql()
                .createQuery("""
                        SELECT tool, content FROM mcp_result
                        WHERE id = :id AND owner = :owner AND agent = :agent AND expires_at > :now
                        """)
                .bind("id", id)
                .bind("owner", caller.user().value())
                .bind("agent", agent(caller))
                .bind("now", tx.now())
                .map((row, _) -> new Kept(row.getString("tool"), row.getString("content")))
                .findOne()
                .filter(kept -> mayCall(caller, kept.tool()))
                .map(kept -> (ObjectNode) ToolJson.mapper().readTree(kept.content()));
    }

    private boolean mayCall(Caller caller, String tool) {
        return caller.mayCall(tool)
                && server.find(tool)
                        .filter(found -> caller.may(new Scope(found.tool().scope())))
                        .isPresent();
    }

    private String uri(Object id) {
        return server.server().name() + "://results/" + id;
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String agent(Caller caller) {
        return caller.actor().map(actor -> actor.agent()).orElse("");
    }
}
