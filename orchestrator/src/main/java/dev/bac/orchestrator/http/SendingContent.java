package dev.bac.orchestrator.http;

import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Content;
import dev.bac.messaging.content.Place;
import dev.bac.orchestrator.problem.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a program's message is instead of a text: at most one of these. Bounds are looked at where the message is taken,
 * so that a bad one among many is refused alone.
 */
record SendingContent(
        @Nullable Approved approved,
        @Nullable Media media,
        @Nullable Location location) {

    /** A template that WhatsApp has approved. */
    record Approved(
            @Nullable String name,
            @Nullable String language,
            @Nullable Header header,
            @Nullable List<String> body,
            @Nullable List<Button> buttons) {}

    record Header(@Nullable String text, @Nullable Media media) {}

    record Button(
            @Nullable Integer index,
            @Nullable String kind,
            @Nullable String value) {}

    record Media(
            @Nullable String kind,
            @Nullable String link,
            @Nullable String id,
            @Nullable String caption,
            @Nullable String filename) {}

    record Location(
            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude,
            @Nullable String name,
            @Nullable String address) {}

    /** Null when it is a text. */
    @Nullable Content read() {
        var all = new ArrayList<Content>();
        Optional.ofNullable(approved).map(SendingContent::template).ifPresent(all::add);
        Optional.ofNullable(media).map(given -> file("media", given)).ifPresent(all::add);
        Optional.ofNullable(location).map(SendingContent::place).ifPresent(all::add);
        if (all.size() > 1) {
            throw Refusal.invalid("media", "A message is a text, an approved template, a file or a location.");
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    private static Content template(Approved given) {
        var header = given.header();
        var file = header == null ? null : header.media();
        return new ApprovedTemplate(
                required("approved.name", given.name()),
                required("approved.language", given.language()),
                header == null
                        ? null
                        : new ApprovedTemplate.Header(
                                header.text(), file == null ? null : file("approved.header.media", file)),
                whole("approved.body", given.body()),
                whole("approved.buttons", given.buttons()).stream()
                        .map(SendingContent::button)
                        .toList());
    }

    private static ApprovedTemplate.Button button(Button given) {
        return new ApprovedTemplate.Button(
                required("approved.buttons.index", given.index()),
                oneOf("approved.buttons.kind", given.kind(), ApprovedTemplate.Button.Kind.values()),
                required("approved.buttons.value", given.value()));
    }

    private static Attachment file(String field, Media given) {
        return new Attachment(
                oneOf(field + ".kind", given.kind(), Attachment.Kind.values()),
                given.link(),
                given.id(),
                given.caption(),
                given.filename());
    }

    private static Place place(Location given) {
        return new Place(
                required("location.latitude", given.latitude()),
                required("location.longitude", given.longitude()),
                given.name(),
                given.address());
    }

    private static <T> T required(String field, @Nullable T given) {
        return Optional.ofNullable(given).orElseThrow(() -> Refusal.invalid(field, "It is missing."));
    }

    /** A list without holes. */
    private static <T> List<T> whole(String field, @Nullable List<T> given) {
        var list = Optional.ofNullable(given).orElse(List.of());
        if (list.stream().anyMatch(one -> one == null)) {
            throw Refusal.invalid(field, "It holds nothing where something must be.");
        }
        return list;
    }

    private static <E extends Enum<E>> E oneOf(String field, @Nullable String given, E[] values) {
        return Arrays.stream(values)
                .filter(one -> label(one).equals(given))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        field,
                        "It must be "
                                + String.join(
                                        ", ",
                                        Stream.of(values)
                                                .map(SendingContent::label)
                                                .toList())
                                + "."));
    }

    private static String label(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
