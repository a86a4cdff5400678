package dev.bac.messaging.content;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a message is instead of a text. Which channel carries what is in {@link Carried}. */
public sealed interface Content permits ApprovedTemplate, Attachment, Place {

    /** In words, as the outbox shows it. */
    String told();

    /** As it is kept with its message. */
    static String json(Content content) {
        return Kept.JSON.writeValueAsString(
                switch (content) {
                    case ApprovedTemplate template -> new Kept(template, null, null);
                    case Attachment attachment -> new Kept(null, attachment, null);
                    case Place place -> new Kept(null, null, place);
                });
    }

    /** What {@link #json} wrote; null for null. */
    static @Nullable Content read(@Nullable String json) {
        return json == null ? null : Kept.JSON.readValue(json, Kept.class).one();
    }

    /** Exactly one of them is there. */
    record Kept(
            @Nullable ApprovedTemplate template,
            @Nullable Attachment attachment,
            @Nullable Place place) {
        private static final JsonMapper JSON = JsonMapper.builder().build();

        @Nullable Content one() {
            if (template != null) {
                return template;
            }
            return attachment != null ? attachment : place;
        }
    }
}
