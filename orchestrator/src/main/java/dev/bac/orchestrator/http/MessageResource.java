package dev.bac.orchestrator.http;

import dev.bac.identity.Caller;
import dev.bac.messaging.accept.AcceptQueue;
import dev.bac.messaging.accept.Accepted;
import dev.bac.messaging.accept.NewMessage;
import dev.bac.messaging.address.MessageChannel;
import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Content;
import dev.bac.messaging.content.Place;
import dev.bac.messaging.message.MessageAnalytics;
import dev.bac.messaging.message.MessageLookup;
import dev.bac.messaging.message.MessageRow;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.store.Store;
import dev.bac.store.StoreException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sending for programs. Nobody approves these, so they need {@code messaging:direct}, which only admins hold; what agents want sent goes
 * through the tools, where a person agrees first.
 */
public final class MessageResource implements Resource {
    private static final MessageChannel WHATSAPP = MessageChannel.WHATSAPP;
    private static final MessageChannel TELEGRAM = MessageChannel.TELEGRAM;
    private static final MessageChannel MESSENGER = MessageChannel.MESSENGER;
    private static final String SEND = "messaging:direct";
    private static final String READ = "messaging:read";
    private static final int MOST = 1_000;
    private static final int LONGEST_KEY = 150;
    private static final int DAYS = 30;

    private final AcceptQueue queue;
    private final Store store;
    private final Body body;

    public MessageResource(AcceptQueue queue, Store store, Body body) {
        this.queue = queue;
        this.store = store;
        this.body = body;
    }

    record Sending(
            @Nullable String to,
            @Nullable String channel,
            @Nullable String subject,
            @Nullable String body,
            @Nullable String template,
            @Nullable Map<String, String> values,
            @Nullable String sendAt,
            @Nullable String priority,
            @Nullable Boolean marketing,
            SendingContent.@Nullable Approved approved,
            SendingContent.@Nullable Media media,
            SendingContent.@Nullable Location location) {
        @Nullable Content content() {
            return new SendingContent(approved, media, location).read();
        }
    }

    record Many(@Nullable List<Sending> messages) {}

    record Taken(
            UUID id,
            String number,
            String to,
            String state,
            int segments,
            @Nullable BigDecimal cost,
            @Nullable Instant leavesAt) {
        static Taken of(Accepted.Taken taken) {
            return new Taken(
                    taken.id(),
                    taken.number(),
                    taken.to(),
                    taken.state().name().toLowerCase(Locale.ROOT),
                    taken.segments(),
                    taken.cost(),
                    taken.leavesAt());
        }
    }

    /** @param line 1 for the first */
    record NotTaken(int line, String to, String code, String reason) {}

    /** @param ids of what was taken, in order */
    record Bulk(int taken, int refused, List<UUID> ids, List<NotTaken> problems) {}

    record Shown(
            UUID id,
            String number,
            String channel,
            String to,
            String state,
            @Nullable String reason,
            @Nullable String provider,
            int segments,
            Instant createdAt,
            Instant updatedAt) {
        static Shown of(MessageRow row) {
            return new Shown(
                    row.id(),
                    row.number(),
                    row.channel().name().toLowerCase(Locale.ROOT),
                    row.to(),
                    row.state().name().toLowerCase(Locale.ROOT),
                    row.reason(),
                    row.vendor(),
                    row.segments(),
                    row.createdAt(),
                    row.updatedAt());
        }
    }

    @Override
    public void routes(RoutesConfig routes) {
        routes.post("/api/v1/messages/send", ctx -> send(ctx, Optional.empty()));
        routes.post("/api/v1/messages/bulk", ctx -> bulk(ctx, Optional.empty()));
        for (var channel : List.of(
                MessageChannel.SMS, MessageChannel.WHATSAPP, MessageChannel.TELEGRAM, MessageChannel.MESSENGER)) {
            String path = "/api/v1/" + channel.name().toLowerCase(Locale.ROOT);
            routes.post(path + "/send", ctx -> send(ctx, Optional.of(channel)));
            routes.post(path + "/bulk", ctx -> bulk(ctx, Optional.of(channel)));
        }
        content(routes, "media", Attachment.class, WHATSAPP, TELEGRAM, MESSENGER);
        content(routes, "location", Place.class, WHATSAPP, TELEGRAM);
        content(routes, "template", ApprovedTemplate.class, WHATSAPP);
        routes.get("/api/v1/messages/{id}", this::show);
        routes.get("/api/v1/analytics/messages", this::analytics);
    }

    /** The same as sending, for who wants to be sure of what they send. */
    private void content(RoutesConfig routes, String name, Class<? extends Content> kind, MessageChannel... channels) {
        for (var channel : channels) {
            routes.post("/api/v1/" + channel.name().toLowerCase(Locale.ROOT) + "/" + name, ctx -> {
                Guard.caller(ctx, SEND);
                var given = body.require(ctx, Sending.class);
                if (!kind.isInstance(given.content())) {
                    throw Refusal.invalid(name.equals("template") ? "approved" : name, "It is missing.");
                }
                send(ctx, given, Optional.of(channel));
            });
        }
    }

    private void send(Context ctx, Optional<MessageChannel> channel) {
        send(ctx, body.require(ctx, Sending.class), channel);
    }

    private void send(Context ctx, Sending given, Optional<MessageChannel> channel) {
        var caller = Guard.caller(ctx, SEND);
        var wanted = message(given, channel);
        switch (accept(ctx, caller, List.of(wanted)).getFirst()) {
            case Accepted.Taken taken -> {
                ctx.status(202);
                Answer.json(ctx, Taken.of(taken));
            }
            case Accepted.Refused refused -> throw refusal(refused);
        }
    }

    private static Refusal refusal(Accepted.Refused refused) {
        return switch (refused.code()) {
            case "invalid" -> Refusal.invalid("to", refused.reason());
            case "send_limit", "quota_exhausted" ->
                Refusal.of(ProblemCode.RATE_LIMITED, refused.reason(), "Send it later, with a new key.");
            case "not_entitled" -> Refusal.of(ProblemCode.FORBIDDEN, refused.reason());
            default -> Refusal.of(ProblemCode.NOT_WANTED, refused.reason(), "Reach them another way.");
        };
    }

    private void bulk(Context ctx, Optional<MessageChannel> channel) {
        var caller = Guard.caller(ctx, SEND);
        var given =
                Optional.ofNullable(body.require(ctx, Many.class).messages()).orElse(List.of());
        if (given.isEmpty() || given.size() > MOST) {
            throw Refusal.invalid("messages", "It must hold 1 to " + MOST + " messages.");
        }
        var accepted = accept(
                ctx, caller, given.stream().map(one -> message(one, channel)).toList());
        var ids = accepted.stream()
                .filter(one -> one instanceof Accepted.Taken)
                .map(one -> ((Accepted.Taken) one).id())
                .toList();
        var problems = new java.util.ArrayList<NotTaken>();
        for (int i = 0; i < accepted.size(); i++) {
            if (accepted.get(i) instanceof Accepted.Refused refused) {
                problems.add(new NotTaken(i + 1, refused.to(), refused.code(), refused.reason()));
            }
        }
        ctx.status(202);
        Answer.json(ctx, new Bulk(ids.size(), problems.size(), ids, problems));
    }

    private List<Accepted> accept(Context ctx, Caller caller, List<NewMessage> messages) {
        String key = ctx.header("Idempotency-Key");
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw Refusal.invalid("Idempotency-Key", "It must have 1 to " + LONGEST_KEY + " characters.");
        }
        try {
            return queue.accept(
                    caller.tenant(), new AcceptQueue.Request(caller.user().toString(), key, messages));
        } catch (StoreException.KeyReused _) {
            throw Refusal.of(
                    ProblemCode.KEY_REUSED,
                    "The key stands for another request.",
                    "Choose a new key for a new request.");
        }
    }

    private static NewMessage message(Sending given, Optional<MessageChannel> channel) {
        var named = Optional.ofNullable(given.channel()).map(MessageResource::channel);
        if (channel.isPresent() && named.isPresent() && !named.equals(channel)) {
            throw Refusal.invalid("channel", "The path says another channel.");
        }
        return new NewMessage(
                Optional.ofNullable(given.to()).orElse(""),
                channel.or(() -> named).orElse(null),
                given.subject(),
                given.body(),
                given.template(),
                Optional.ofNullable(given.values()).orElse(Map.of()),
                sendAt(given.sendAt()),
                priority(given.priority()),
                Boolean.TRUE.equals(given.marketing()),
                content(given));
    }

    private static @Nullable Content content(Sending given) {
        var content = given.content();
        if (content != null && (given.body() != null || given.template() != null || given.subject() != null)) {
            throw Refusal.invalid("body", "What is no text has no body, subject or template of ours; leave them out.");
        }
        return content;
    }

    private static MessageChannel channel(String given) {
        return Arrays.stream(MessageChannel.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(given))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.invalid("channel", "It must be sms, email, whatsapp, telegram or messenger."));
    }

    private static @Nullable Instant sendAt(@Nullable String given) {
        try {
            return given == null ? null : Instant.parse(given);
        } catch (DateTimeParseException _) {
            throw Refusal.invalid("sendAt", "It must be a moment such as 2026-11-21T09:00:00Z.");
        }
    }

    private static int priority(@Nullable String given) {
        return switch (Optional.ofNullable(given).orElse("usual")) {
            case "urgent" -> 0;
            case "usual" -> 1;
            case "bulk" -> 2;
            default -> throw Refusal.invalid("priority", "It must be urgent, usual or bulk.");
        };
    }

    private void show(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        UUID id = Query.id(ctx, "message");
        Answer.json(
                ctx,
                Shown.of(store.read(caller.tenant(), tx -> new MessageLookup().find(tx, id))
                        .orElseThrow(() -> Refusal.notFound("message"))));
    }

    private void analytics(Context ctx) {
        var caller = Guard.caller(ctx, READ);
        int days = Math.toIntExact(Query.number(ctx, "days", DAYS, 1, 366));
        Answer.json(ctx, new Answer.All<>(store.read(caller.tenant(), tx -> new MessageAnalytics()
                .by(tx, tx.now().minus(java.time.Duration.ofDays(days)), null))));
    }
}
