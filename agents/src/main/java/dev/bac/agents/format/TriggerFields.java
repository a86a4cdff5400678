package dev.bac.agents.format;

import dev.bac.agents.workflow.CronTimes;
import dev.bac.agents.workflow.Trigger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of a workflow's {@code triggers}. */
final class TriggerFields {
    /** The servers that publish events. */
    static final List<String> SERVERS = List.of("crm", "erp", "finance", "knowledge", "messaging", "provisioning");

    private static final List<String> KINDS = List.of("event", "cron", "webhook");

    private TriggerFields() {}

    static Optional<Trigger> trigger(Fields fields) {
        var kinds =
                KINDS.stream().filter(kind -> fields.value(kind).isPresent()).toList();
        if (kinds.size() != 1) {
            fields.problem(fields.place(), "a trigger has exactly one of event, cron and webhook");
            return Optional.empty();
        }
        Trigger trigger =
                switch (kinds.getFirst()) {
                    case "event" ->
                        new Trigger.OnEvent(
                                eventType(fields, "event"),
                                TemplateFields.expression(fields, "when"),
                                TemplateFields.expression(fields, "once"));
                    case "cron" -> schedule(fields);
                    default -> {
                        fields.read("webhook", true, "true", text -> AgentFile.truth(text)
                                .filter(truth -> truth));
                        yield new Trigger.OnWebhook(TemplateFields.expression(fields, "when"));
                    }
                };
        fields.end(Set.of());
        return Optional.of(trigger);
    }

    /** The type of an event, such as {@code erp.order.delivered}. */
    static String eventType(Fields fields, String key) {
        var type = fields.text(key);
        if (!type.matches("[a-z]+(\\.[a-z_]+){2}")) {
            fields.problem(key, fields.path(key) + " must be an event's type such as erp.order.delivered");
            return "none.none.none";
        }
        var server = type.substring(0, type.indexOf('.'));
        if (!SERVERS.contains(server)) {
            fields.problem(key, "no server \"" + server + "\" publishes events" + Suggestion.among(server, SERVERS));
        }
        return type;
    }

    private static Trigger schedule(Fields fields) {
        var cron = fields.text("cron");
        try {
            CronTimes.of(cron);
        } catch (IllegalArgumentException wrong) {
            fields.problem(
                    "cron",
                    fields.path("cron") + " is no schedule of five fields such as \"0 8 * * 1-5\": "
                            + String.valueOf(wrong.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        }
        return new Trigger.OnSchedule(
                cron,
                fields.read("timezone", Optional.<ZoneId>empty(), "a time zone such as Europe/Berlin", text -> {
                    try {
                        return Optional.of(Optional.of(ZoneId.of(text)));
                    } catch (DateTimeException unknown) {
                        return Optional.empty();
                    }
                }),
                fields.choice("overlap", Trigger.Overlap.SKIP, Trigger.Overlap.class),
                fields.choice("missed", Trigger.Missed.ONCE, Trigger.Missed.class));
    }
}
