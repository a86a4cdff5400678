package dev.bac.messaging.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template that WhatsApp has approved and keeps, filled: the only thing that may be sent to a person who has not written
 * within 24 hours (developers.facebook.com, Cloud API, Message templates). It is not one of our own templates.
 *
 * @param name as it was approved under
 * @param language of the approved text, such as {@code en} or {@code pt_BR}
 * @param header what fills the gap of its head; null when that has none
 * @param body what fills the gaps of its text, in their order
 * @param buttons what fills the gaps of its buttons
 */
public record ApprovedTemplate(
        String name, String language, @Nullable Header header, List<String> body, List<Button> buttons)
        implements Content {
    public ApprovedTemplate {
        body = List.copyOf(body);
        buttons = List.copyOf(buttons);
    }

    /**
     * The gap of a head: words, or a file.
     *
     * @param text null when it is a file
     * @param file null when it is words; an image, a video or a document without a caption
     */
    public record Header(@Nullable String text, @Nullable Attachment file) {}

    /**
     * The gap of a button.
     *
     * @param index which button, 0 for the first
     * @param value what comes back when it is pressed, or how its address ends
     */
    public record Button(int index, Kind kind, String value) {

        /** What pressing it does. */
        public enum Kind {
            /** It answers us with its value. */
            REPLY,
            /** It opens an address that ends with its value. */
            URL
        }
    }

    @Override
    public String told() {
        return "[template " + name + ", " + language + "]" + (body.isEmpty() ? "" : " " + String.join(" · ", body));
    }
}
