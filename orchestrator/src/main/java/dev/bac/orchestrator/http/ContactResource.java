package dev.bac.orchestrator.http;

import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.messaging.contact.Contact;
import dev.bac.messaging.contact.ContactDesk;
import dev.bac.messaging.contact.ContactStore;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Store;
import dev.bac.store.TxWork;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people a company writes to, for programs. */
public final class ContactResource implements Resource {
    private static final String WRITE = "messaging:write";
    private static final String READ = "messaging:read";

    private final Store store;
    private final Body body;
    private final int page;
    private final ContactDesk desk = new ContactDesk();
    private final ContactStore contacts = new ContactStore();

    public ContactResource(Store store, Body body, int page) {
        this.store = store;
        this.body = body;
        this.page = page;
    }

    record Wanted(
            @Nullable String address,
            @Nullable String name,
            @Nullable String language,
            @Nullable List<String> tags) {}

    /** @param csv with a header row: address, name, language, tags (separated by semicolons) */
    record Import(@Nullable String csv) {}

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/contacts", this::save);
        routes.get("/api/v1/contacts", this::list);
        routes.post("/api/v1/contacts/import", this::take);
        routes.get("/api/v1/contacts/export", this::export);
        routes.get("/api/v1/contacts/{id}", this::show);
        routes.delete("/api/v1/contacts/{id}", this::remove);
    }

    private <T> T written(Context ctx, TxWork<T> work) {
        try {
            return store.write(Guard.caller(ctx, WRITE).tenant(), work);
        } catch (ToolRefusal e) {
            throw Refusal.invalid("body", String.valueOf(e.getMessage()));
        }
    }

    private static String by(Context ctx) {
        return Guard.caller(ctx).user().toString();
    }

    private void save(Context ctx) {
        Guard.caller(ctx, WRITE);
        var wanted = body.require(ctx, Wanted.class);
        var tags = Optional.ofNullable(wanted.tags()).orElse(List.of());
        Answer.json(
                ctx,
                written(
                        ctx,
                        tx -> desk.save(
                                tx,
                                by(ctx),
                                new ContactDesk.Wanted(wanted.address(), wanted.name(), wanted.language(), tags))));
    }

    private void list(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        var wanted =
                new PageWanted(Query.limit(ctx, page), Query.text(ctx, "cursor").orElse(null));
        String tag = Query.text(ctx, "tag").orElse(null);
        try {
            var some = store.read(caller.tenant(), tx -> contacts.list(tx, tag, wanted));
            Answer.json(ctx, new Answer.Items<Contact>(some.items(), some.next()));
        } catch (ToolRefusal e) {
            throw Refusal.invalid("cursor", String.valueOf(e.getMessage()));
        }
    }

    private void take(Context ctx) {
        Guard.caller(ctx, WRITE);
        String csv = Optional.ofNullable(body.require(ctx, Import.class).csv()).orElse("");
        Answer.json(ctx, written(ctx, tx -> desk.take(tx, by(ctx), csv)));
    }

    private void export(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        ctx.contentType("text/csv; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=\"contacts.csv\"");
        ctx.result(store.read(caller.tenant(), desk::export));
    }

    private void show(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        UUID id = Query.id(ctx, "contact");
        Answer.json(
                ctx,
                store.read(caller.tenant(), tx -> desk.find(tx, id)).orElseThrow(() -> Refusal.notFound("contact")));
    }

    private void remove(Context ctx) {
        Guard.caller(ctx, WRITE);
        UUID id = Query.id(ctx, "contact");
        if (!written(ctx, tx -> desk.remove(tx, by(ctx), id))) {
            throw Refusal.notFound("contact");
        }
        ctx.status(204);
    }
}
