package dev.bac.messaging.template;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.mcp.argument.PageWanted;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.contact.Languages;
import dev.bac.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tools on templates. */
public final class TemplateTools {
    private static final int STANDARD = 50;
    private static final int LONGEST_BODY = 20_000;
    private final TemplateStore templates;
    private final Wordings wordings = new Wordings();

    public TemplateTools(TemplateStore templates) {
        this.templates = templates;
    }

    /** What {@code messaging_template_list} takes. */
    public record TemplatesWanted(
            @Arg("Only templates of this channel") @Nullable MessageChannel channel,

            @Arg("Rows, 1 to 200; 50 when left out") @Nullable Integer limit,

            @Arg("The next of an earlier answer") @Nullable String cursor) {}

    /**
     * A template as tools answer it.
     *
     * @param gaps the values it needs
     * @param languages that it has texts in beside its own
     */
    public record TemplateRow(
            UUID id,
            String name,
            MessageChannel channel,
            @Nullable String subject,
            String body,
            List<String> gaps,
            List<String> languages) {
        static TemplateRow of(Template template, List<Wordings.Text> texts) {
            var gaps = new TreeSet<>(Rendering.gaps("body", template.body()));
            if (template.subject() != null) {
                gaps.addAll(Rendering.gaps("subject", template.subject()));
            }
            return new TemplateRow(
                    template.id(),
                    template.name(),
                    template.channel(),
                    template.subject(),
                    template.body(),
                    List.copyOf(gaps),
                    texts.stream().map(Wordings.Text::language).toList());
        }
    }

    /** What {@code messaging_template_list} answers. */
    public record TemplateList(
            String summary,
            List<TemplateRow> items,
            long total,
            @Nullable String next) implements Told {}

    /** What {@code messaging_template_save} takes. */
    public record TemplateSave(
            @Arg("Its name; a template of that name gets the new text")
            String name,

            @Arg(value = "The text, with gaps written like {{name}}", longest = LONGEST_BODY)
            String body,

            @Arg("SMS when left out and there is no subject, else EMAIL") @Nullable MessageChannel channel,

            @Arg("The subject of an e-mail; may have gaps too") @Nullable String subject,

            @Arg(
                    "The language of this text, such as de or pt-BR: the template of that name gets it for contacts who read that; left out for the template's own text")
            @Nullable String language) {}

    /** What {@code messaging_template_save} answers. */
    public record TemplateSaved(String summary, boolean added, TemplateRow template) implements Told {}

    /** Every tool on templates. */
    public List<Tool<?, ?>> tools() {
        return List.of(list(), save(), new TemplatePreviewTool(templates).tool());
    }

    private Tool<?, ?> list() {
        return Tool.read(
                        "messaging_template_list",
                        "List templates",
                        "Lists the message templates with their texts and the values they need.",
                        TemplatesWanted.class,
                        TemplateList.class,
                        this::list)
                .example("Which message templates do we have?", new TemplatesWanted(null, null, null))
                .example("Show the text message templates", new TemplatesWanted(MessageChannel.SMS, null, null))
                .example("List our e-mail templates", new TemplatesWanted(MessageChannel.EMAIL, null, null))
                .example("What canned texts can I send?", new TemplatesWanted(null, null, null));
    }

    private Tool<?, ?> save() {
        return Tool.write(
                        "messaging_template_save",
                        "Save a template",
                        "Adds a message template, or gives the one of that name a new text. It sends nothing.",
                        Effect.WRITE,
                        Risk.NONE,
                        TemplateSave.class,
                        TemplateSaved.class,
                        this::save)
                .example(
                        "Save a text template called Pickup ready: Dear {{name}}, your goods are ready for pickup",
                        new TemplateSave(
                                "Pickup ready", "Dear {{name}}, your goods are ready for pickup", null, null, null))
                .example(
                        "Create an e-mail template named Price list with subject New prices and text Please find our"
                                + " prices at {{link}}",
                        new TemplateSave(
                                "Price list",
                                "Please find our prices at {{link}}",
                                MessageChannel.EMAIL,
                                "New prices",
                                null))
                .example(
                        "Change the template Greeting to Hello {{name}}!",
                        new TemplateSave("Greeting", "Hello {{name}}!", null, null, null))
                .example(
                        "Add the sms template Late delivery: Sorry, order {{order}} comes on {{day}}",
                        new TemplateSave(
                                "Late delivery",
                                "Sorry, order {{order}} comes on {{day}}",
                                MessageChannel.SMS,
                                null,
                                null));
    }

    private TemplateList list(Caller caller, Tx tx, TemplatesWanted given) {
        var wantedPage = PageWanted.of(given.limit(), given.cursor(), STANDARD);
        var page = templates.list(tx, given.channel(), wantedPage);
        var items = page.items().stream()
                .map(one -> TemplateRow.of(one, wordings.of(tx, one.id())))
                .toList();
        long total = templates.count(tx, given.channel());
        String names = items.stream().limit(5).map(TemplateRow::name).collect(Collectors.joining(", "));
        String summary = total == 0
                ? "There is no template."
                : total + (total == 1 ? " template: " : " templates: ") + names + (total > 5 ? " and more." : ".");
        return new TemplateList(summary, items, total, page.next());
    }

    private TemplateSaved save(Caller caller, Tx tx, TemplateSave given) {
        String name = Given.line("name", given.name(), 80);
        String subject = Given.lineOrNull("subject", given.subject(), 200);
        var known = templates.byName(tx, name);
        var channel = given.channel();
        if (channel == null) {
            channel = known.map(Template::channel).orElse(subject == null ? MessageChannel.SMS : MessageChannel.EMAIL);
        }
        String body = Given.text("body", given.body(), LONGEST_BODY);
        String language = Languages.read("language", given.language());
        if (language != null) {
            return translated(tx, known, new Wordings.Text(language, subject, body));
        }
        var saved = templates.save(
                tx,
                new Template(
                        known.map(Template::id).orElseGet(tx::newId),
                        name,
                        channel,
                        channel == MessageChannel.SMS ? null : subject,
                        body,
                        tx.now()));
        var row = TemplateRow.of(saved, wordings.of(tx, saved.id()));
        String needs = row.gaps().isEmpty() ? "" : "; it needs " + String.join(", ", row.gaps());
        return new TemplateSaved(
                (known.isEmpty() ? "Added" : "Changed") + " the template \"" + row.name() + "\"" + needs + ".",
                known.isEmpty(),
                row);
    }

    private TemplateSaved translated(Tx tx, Optional<Template> known, Wordings.Text text) {
        var template = known.orElseThrow(() -> ToolRefusal.invalid(
                "language", "is for a further text of a template that is there; save it without a language first"));
        wordings.save(tx, template, text);
        return new TemplateSaved(
                "The template " + template.label() + " has a text for those who read " + text.language() + ".",
                false,
                TemplateRow.of(template, wordings.of(tx, template.id())));
    }
}
