package dev.bac.messaging.template;

import dev.bac.mcp.ToolRefusal;
import dev.bac.messaging.contact.ContactStore;
import dev.bac.messaging.contact.Languages;
import dev.bac.store.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A template's texts in other languages than its own. Who reads pt-br gets the text in pt-br, else the one in pt, else
 * the template's own.
 */
public final class Wordings {
    private final ContactStore contacts = new ContactStore();

    /** A text in a language. */
    public record Text(String language, @Nullable String subject, String body) {}

    /** Templates as their readers get them. */
    public static final class Readers {
        private final Map<UUID, Map<String, Text>> texts;
        private final Map<String, String> languages;

        private Readers(Map<UUID, Map<String, Text>> texts, Map<String, String> languages) {
            this.texts = texts;
            this.languages = languages;
        }

        /** The template with the text for whoever has this address. */
        public Template of(Template template, String address) {
            return in(template, texts.getOrDefault(template.id(), Map.of()), languages.get(address));
        }
    }

    /** What readers at these addresses get of these templates, in two statements; in one when nothing is translated. */
    public Readers readers(Tx tx, Collection<UUID> templates, Collection<String> addresses) {
        var texts = texts(tx, templates);
        return new Readers(texts, texts.isEmpty() ? Map.of() : contacts.languages(tx, addresses));
    }

    /** The template in a language or what stands in for it. */
    public Template in(Tx tx, Template template, @Nullable String language) {
        return in(template, texts(tx, Set.of(template.id())).getOrDefault(template.id(), Map.of()), language);
    }

    private static Template in(Template template, Map<String, Text> texts, @Nullable String language) {
        for (var tag = Optional.ofNullable(language); tag.isPresent(); tag = tag.flatMap(Languages::wider)) {
            var text = texts.get(tag.get());
            if (text != null) {
                return new Template(
                        template.id(),
                        template.name(),
                        template.channel(),
                        text.subject() == null ? template.subject() : text.subject(),
                        text.body(),
                        template.updatedAt());
            }
        }
        return template;
    }

    /** The languages a template has beside its own, in order of the alphabet. */
    public List<Text> of(Tx tx, UUID template) {
        return List.copyOf(
                texts(tx, Set.of(template)).getOrDefault(template, Map.of()).values());
    }

    /**
     * Adds a text or replaces the one of that language.
     *
     * @throws ToolRefusal when it has a gap that the template itself has not: nobody would fill it
     */
    public void save(Tx tx, Template template, Text text) {
        var unknown = new HashSet<>(Rendering.gaps("body", text.body()));
        if (text.subject() != null) {
            unknown.addAll(Rendering.gaps("subject", text.subject()));
        }
        unknown.removeAll(Rendering.gaps("body", template.body()));
        if (template.subject() != null) {
            unknown.removeAll(Rendering.gaps("subject", template.subject()));
        }
        if (!unknown.isEmpty()) {
            throw ToolRefusal.invalid(
                    "body", "has gaps that " + template.label() + " itself has not: " + String.join(", ", unknown));
        }
        tx.sql()
                .createUpdate("""
                        INSERT INTO template_text (template_id, language, subject, body, updated_at)
                        VALUES (:template, :language, :subject, :body, :now)
                        ON CONFLICT (tenant_id, template_id, language)
                            DO UPDATE SET subject = :subject, body = :body, updated_at = :now
                        """)
                .bind("template", template.id())
                .bind("language", text.language())
                .bind("subject", text.subject())
                .bind("body", text.body())
                .bind("now", tx.now())
                .execute();
    }

    private static Map<UUID, Map<String, Text>> texts(Tx tx, Collection<UUID> templates) {
        var texts = new HashMap<UUID, Map<String, Text>>();
        if (templates.isEmpty()) {
            return texts;
        }
        tx.sql()
                .createQuery("""
                        SELECT template_id, language, subject, body FROM template_text
                        WHERE template_id = ANY (CAST(:templates AS uuid[])) ORDER BY language
                        """)
                .bindArray("templates", UUID.class, templates)
                .map((row, _) -> Map.entry(
                        row.getObject("template_id", UUID.class),
                        new Text(row.getString("language"), row.getString("subject"), row.getString("body"))))
                .forEach(one -> texts.computeIfAbsent(one.getKey(), _ -> new LinkedHashMap<>())
                        .put(one.getValue().language(), one.getValue()));
        return texts;
    }
}
