package dev.bac.messaging.template;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.messaging.address.Address;
import dev.bac.messaging.contact.Languages;
import dev.bac.messaging.text.Parts;
import dev.bac.store.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Shows a template as somebody would get it. */
public final class TemplatePreviewTool {
    private final TemplateStore templates;
    private final Wordings wordings = new Wordings();

    public TemplatePreviewTool(TemplateStore templates) {
        this.templates = templates;
    }

    /** What {@code messaging_template_preview} takes. */
    public record PreviewWanted(
            @Arg(value = "The template, by id or name", ref = "template")
            String template,

            @Arg("The recipient, whose language decides") @Nullable String to,

            @Arg("A language instead, such as de or pt-BR") @Nullable String language,

            @Arg("The values of its gaps, by their names; a gap without a value is shown as it is") @Nullable Map<String, String> values) {}

    /**
     * What {@code messaging_template_preview} answers.
     *
     * @param segments short messages it would be; 1 for other channels
     * @param missing gaps without a value
     */
    public record Preview(String summary, @Nullable String subject, String body, int segments, List<String> missing)
            implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.read(
                        "messaging_template_preview",
                        "Preview a template",
                        "Shows the filled text of one message template as a recipient would get it, in their language, with"
                                + " its segments. It sends nothing.",
                        PreviewWanted.class,
                        Preview.class,
                        this::preview)
                .example("Preview the template Pickup ready in German", wanted("Pickup ready", "de"))
                .example("Preview the template New prices", wanted("New prices", null))
                .example("Preview the Greeting template in Portuguese", wanted("Greeting", "pt"))
                .example(
                        "Preview the template Late delivery for +49 171 5550101",
                        new PreviewWanted("Late delivery", "+49 171 5550101", null, null));
    }

    private Preview preview(Caller caller, Tx tx, PreviewWanted given) {
        var own = templates.named(tx, "template", Given.line("template", given.template(), 80));
        return of(tx, own, given.to(), Languages.read("language", given.language()), values(given));
    }

    private static Map<String, String> values(PreviewWanted given) {
        return given.values() == null ? Map.of() : given.values();
    }

    /** A template as the owner of an address, or a reader of a language, would get it. */
    public Preview of(Tx tx, Template own, @Nullable String to, @Nullable String language, Map<String, String> given) {
        Template template = wordings.in(tx, own, language);
        if (language == null && to != null && !to.isBlank()) {
            String address = Address.of("to", to, tx.settings().locale()).value();
            template = wordings.readers(tx, List.of(own.id()), List.of(address)).of(own, address);
        }
        var missing = new TreeSet<>(Rendering.gaps("body", template.body()));
        if (template.subject() != null) {
            missing.addAll(Rendering.gaps("subject", template.subject()));
        }
        missing.removeAll(given.keySet());
        var values = new HashMap<>(given);
        missing.forEach(gap -> values.put(gap, "{{" + gap + "}}"));
        String body = Rendering.fill("template", template.body(), values);
        String subject = template.subject() == null ? null : Rendering.fill("template", template.subject(), values);
        int segments = Parts.of(template.channel(), body);
        String shown = template.label() + ": " + body;
        return new Preview(
                missing.isEmpty() ? shown : shown + " (without a value: " + String.join(", ", missing) + ")",
                subject,
                body,
                segments,
                List.copyOf(missing));
    }

    private static PreviewWanted wanted(String template, @Nullable String language) {
        return new PreviewWanted(template, null, language, null);
    }
}
