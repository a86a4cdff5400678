package dev.bac.knowledge.document;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tools on collections. */
public final class CollectionTools {
    private static final String NAME = "[a-z][a-z0-9-]{0,59}";
    private final CollectionStore collections;

    public CollectionTools(CollectionStore collections) {
        this.collections = collections;
    }

    /** What {@code knowledge_collection_list} takes: nothing. */
    public record CollectionsWanted() {}

    /** A collection as tools answer it; no readers means everybody in the company. */
    public record CollectionRow(String name, String title, List<String> readers, int passages) {
        static CollectionRow of(DocumentCollection one) {
            return new CollectionRow(one.name(), one.title(), one.readers(), one.passages());
        }
    }

    /** What {@code knowledge_collection_list} answers. */
    public record CollectionList(String summary, List<CollectionRow> items) implements Told {}

    /** What {@code knowledge_collection_save} takes. */
    public record CollectionSave(
            @Arg(
                    "Its short name: small letters, digits and hyphens, such as hr-policies; a collection of that name is changed")
            String name,

            @Arg("What people call it; the name when left out") @Nullable String title,

            @Arg("Roles that may read it: user, author, auditor, admin; everybody in the company when left out")
            @Nullable List<String> readers) {}

    /** What {@code knowledge_collection_save} answers. */
    public record CollectionSaved(String summary, boolean added, CollectionRow collection) implements Told {}

    /** Every tool on collections. */
    public List<Tool<?, ?>> tools() {
        return List.of(
                Tool.read(
                                "knowledge_collection_list",
                                "List collections",
                                "Lists the collections of documents that you may read. It does not list the documents.",
                                CollectionsWanted.class,
                                CollectionList.class,
                                this::list)
                        .example("Which document collections do we have?", new CollectionsWanted())
                        .example("What handbooks and policies are stored here?", new CollectionsWanted()),
                Tool.write(
                                "knowledge_collection_save",
                                "Save a collection",
                                "Adds a collection for documents, or changes the title or the readers of the one of that"
                                        + " name. Its documents are seen by its readers only.",
                                Effect.WRITE,
                                Risk.NONE,
                                CollectionSave.class,
                                CollectionSaved.class,
                                this::save)
                        .example(
                                "Make a document collection called hr-policies for admins",
                                new CollectionSave("hr-policies", null, List.of("admin")))
                        .example(
                                "Create the collection manuals, titled Product manuals",
                                new CollectionSave("manuals", "Product manuals", null)));
    }

    private CollectionList list(Caller caller, Tx tx, CollectionsWanted nothing) {
        var items = collections.seen(tx, caller).stream().map(CollectionRow::of).toList();
        String names = items.stream().map(CollectionRow::title).collect(Collectors.joining(", "));
        return new CollectionList(
                items.isEmpty()
                        ? "There is no collection of documents yet."
                        : items.size() + (items.size() == 1 ? " collection: " : " collections: ") + names + ".",
                items);
    }

    private CollectionSaved save(Caller caller, Tx tx, CollectionSave given) {
        String name = Given.line("name", given.name(), 60).toLowerCase(Locale.ROOT);
        if (!name.matches(NAME)) {
            throw ToolRefusal.invalid("name", "must be small letters, digits and hyphens, such as hr-policies");
        }
        String title = Given.lineOrNull("title", given.title(), 120);
        var readers = given.readers() == null ? null : roles(given.readers());
        var known = collections.byName(tx, name);
        var collection = known.map(old -> new DocumentCollection(
                        old.id(),
                        old.name(),
                        title == null ? old.title() : title,
                        readers == null ? old.readers() : readers,
                        old.version(),
                        old.removedAt(),
                        old.passages()))
                .orElseGet(() -> new DocumentCollection(
                        tx.newId(),
                        name,
                        title == null ? name : title,
                        readers == null ? List.of() : readers,
                        0,
                        0,
                        0));
        if (known.isEmpty()) {
            collections.add(tx, collection);
        } else {
            collections.change(tx, collection);
        }
        String read = collection.readers().isEmpty()
                ? "everybody in the company reads it"
                : "read by " + String.join(", ", collection.readers());
        return new CollectionSaved(
                "%s the collection \"%s\" (%s)."
                        .formatted(known.isEmpty() ? "Added" : "Changed", collection.title(), read),
                known.isEmpty(),
                CollectionRow.of(collection));
    }

    private static List<String> roles(List<String> given) {
        var known = Arrays.stream(Role.values()).map(Role::label).toList();
        var roles = new TreeSet<String>();
        for (String role : given) {
            String label = Given.line("readers", role, 40).toLowerCase(Locale.ROOT);
            if (!known.contains(label)) {
                throw ToolRefusal.invalid(
                        "readers", "\"%s\" is no role; there are %s".formatted(label, String.join(", ", known)));
            }
            roles.add(label);
        }
        return List.copyOf(roles);
    }
}
