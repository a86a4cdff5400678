package dev.bac.orchestrator.demo;

import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.message.MessageState;
import dev.bac.messaging.seed.MessagingSeed;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was written to customers: delivery notices and reminders, all from the past; and the templates they used. */
final class MessagingPart {
    private static final int MESSAGES = 160;

    private final Dice dice;
    private final LocalDate today;
    private final ZoneId zone;
    private final List<Sale> sales;

    MessagingPart(Dice dice, LocalDate today, ZoneId zone, List<Sale> sales) {
        this.dice = dice;
        this.today = today;
        this.zone = zone;
        this.sales = sales;
    }

    MessagingSeed seed() {
        return new MessagingSeed(templates(), messages(), List.of("no-mail@hansa-hotels.example"));
    }

    private static List<MessagingSeed.TemplateSeed> templates() {
        return List.of(
                template(
                        0,
                        "order shipped",
                        MessageChannel.SMS,
                        null,
                        "Hello {{name}}, your order {{order}} has left our warehouse."),
                template(
                        1,
                        "payment reminder",
                        MessageChannel.EMAIL,
                        "Invoice {{invoice}}",
                        "Dear {{name}},\n\ninvoice {{invoice}} over {{amount}} was due on {{due}}. Please let us know when we can expect payment.\n\nKind regards"),
                template(
                        2,
                        "appointment",
                        MessageChannel.SMS,
                        null,
                        "Hello {{name}}, we look forward to seeing you on {{date}}."),
                template(
                        3,
                        "quotation",
                        MessageChannel.EMAIL,
                        "Your quotation",
                        "Dear {{name}},\n\nplease find our offer for {{subject}}.\n\nKind regards"));
    }

    private static MessagingSeed.TemplateSeed template(
            int index, String name, MessageChannel channel, @Nullable String subject, String body) {
        return new MessagingSeed.TemplateSeed(Dice.id("template", index), name, channel, subject, body);
    }

    private List<MessagingSeed.MessageSeed> messages() {
        var recent = sales.stream()
                .filter(sale -> sale.state() == Sale.State.INVOICED)
                .skip(Trade.INVOICES - MESSAGES)
                .toList();
        var messages = new ArrayList<MessagingSeed.MessageSeed>();
        for (Sale sale : recent) {
            var person = dice.pick(sale.customer().people());
            boolean reminder = sale.paid() == null && sale.due().isBefore(today);
            var day = reminder ? sale.due().plusDays(1) : sale.day();
            messages.add(new MessagingSeed.MessageSeed(
                    Dice.id("message", messages.size()),
                    1001 + messages.size(),
                    reminder ? person.email() : person.phone(),
                    reminder ? "Payment reminder" : null,
                    reminder
                            ? "Dear " + person.name() + ", an invoice of ours was due on " + sale.due() + "."
                            : "Hello " + person.name() + ", your order has left our warehouse in "
                                    + sale.customer().warehouse() + ".",
                    dice.chance(0.95) ? MessageState.DELIVERED : MessageState.UNDELIVERED,
                    null,
                    sale.customer().owner(),
                    (day.isBefore(today) ? day : today.minusDays(1))
                            .atTime(dice.between(8, 17), dice.between(0, 59))
                            .atZone(zone)
                            .toInstant()));
        }
        return messages;
    }
}
