package dev.bac.messaging.contact;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Csv;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.messaging.address.Address;
import dev.bac.store.Audit;
import dev.bac.store.AuditEntry;
import dev.bac.store.Tx;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Contacts as programs keep them: one by one, or many as CSV with the columns address, name, language and tags. */
public final class ContactDesk {
    /** Rows of one import, and of one export. */
    public static final int MOST = 100_000;

    private static final int PAGE = 200;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_TAGS = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final ContactStore contacts = new ContactStore();

    /** A contact as somebody gives it. */
    public record Wanted(
            @Nullable String address,
            @Nullable String name,
            @Nullable String language,
            List<String> tags) {}

    /** A row that was not taken; {@code line} is 1 for the first below the header. */
    public record Problem(int line, String address, String problem) {}

    /** What came of an import. */
    public record Imported(int saved, List<Problem> problems) {
        public Imported {
            problems = List.copyOf(problems);
        }
    }

    /** Adds a contact, or changes the one of that address. */
    public Contact save(Tx tx, String by, Wanted wanted) {
        var contact = read(tx, wanted);
        contacts.save(tx, List.of(contact));
        audit(tx, by, "messaging.contact.save", 1);
        return contacts.ofAddress(tx, contact.address()).orElseThrow();
    }

    public Optional<Contact> find(Tx tx, UUID id) {
        return contacts.find(tx, id);
    }

    /** @return false when there is none of that id */
    public boolean remove(Tx tx, String by, UUID id) {
        boolean removed = contacts.remove(tx, id);
        if (removed) {
            audit(tx, by, "messaging.contact.remove", 1);
        }
        return removed;
    }

    /** Adds or changes as many as there are rows; a row that does not fit is named and the others are taken. */
    public Imported take(Tx tx, String by, String csv) {
        var table = Csv.read("csv", csv, MOST);
        var fitting = new LinkedHashMap<String, Contact>();
        var problems = new ArrayList<Problem>();
        int line = 0;
        for (Map<String, String> row : table.rows()) {
            line++;
            String address = row.getOrDefault("address", "");
            try {
                var contact = read(
                        tx,
                        new Wanted(
                                address,
                                row.get("name"),
                                row.get("language"),
                                Arrays.stream(row.getOrDefault("tags", "").split("[;,]"))
                                        .filter(tag -> !tag.isBlank())
                                        .toList()));
                if (fitting.putIfAbsent(contact.address(), contact) != null) {
                    problems.add(new Problem(line, address, "The address is there twice."));
                }
            } catch (ToolRefusal e) {
                problems.add(new Problem(line, address, String.valueOf(e.getMessage())));
            }
        }
        contacts.save(tx, List.copyOf(fitting.values()));
        audit(tx, by, "messaging.contact.import", fitting.size());
        return new Imported(fitting.size(), problems);
    }

    /** All of them as {@link #take} reads them. */
    public String export(Tx tx) {
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("address", "name", "language", "tags");
            String cursor = null;
            for (int rows = 0; rows < MOST; rows += PAGE) {
                var page = contacts.list(tx, null, new PageWanted(PAGE, cursor));
                page.items()
                        .forEach(one -> csv.writeRecord(
                                one.address(),
                                Optional.ofNullable(one.name()).orElse(""),
                                Optional.ofNullable(one.language()).orElse(""),
                                String.join(";", one.tags())));
                cursor = page.next();
                if (cursor == null) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Contact read(Tx tx, Wanted wanted) {
        var tags = wanted.tags().stream()
                .map(tag -> Given.line("tags", tag, 40))
                .peek(ContactDesk::oneTag)
                .toList();
        if (tags.size() > MOST_TAGS) {
            throw ToolRefusal.invalid("tags", "at most " + MOST_TAGS + " fit");
        }
        String address = wanted.address() == null ? "" : wanted.address();
        return new Contact(
                tx.newId(),
                Address.of("address", address, tx.settings().locale()).value(),
                Given.lineOrNull("name", wanted.name(), LONGEST_NAME),
                Languages.read("language", wanted.language()),
                tags,
                tx.now(),
                tx.now());
    }

    private static void oneTag(String tag) {
        if (tag.indexOf(',') >= 0 || tag.indexOf(';') >= 0) {
            throw ToolRefusal.invalid("tags", "must have no comma and no semicolon");
        }
    }

    private static void audit(Tx tx, String by, String action, int contacts) {
        Audit.write(
                tx,
                new AuditEntry(
                        by,
                        Optional.empty(),
                        "api",
                        action,
                        "done",
                        JSON.createObjectNode().put("contacts", contacts)));
    }
}
