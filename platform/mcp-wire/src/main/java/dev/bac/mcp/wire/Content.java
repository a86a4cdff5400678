package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A piece of a tool's result or of a prompt. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Content.Text.class, name = "text"),
    @JsonSubTypes.Type(value = Content.Image.class, name = "image"),
    @JsonSubTypes.Type(value = Content.Audio.class, name = "audio"),
    @JsonSubTypes.Type(value = Content.Link.class, name = "resource_link"),
    @JsonSubTypes.Type(value = Content.Embedded.class, name = "resource")
})
public sealed interface Content {

    record Text(
            String text,
            @Nullable ObjectNode annotations,
            @JsonProperty("_meta") @Nullable ObjectNode meta) implements Content {
        public Text {
            Wanted.here(text, "text");
        }
    }

    /** @param data in Base64 */
    record Image(
            String data,
            String mimeType,
            @Nullable ObjectNode annotations,
            @JsonProperty("_meta") @Nullable ObjectNode meta)
            implements Content {
        public Image {
            Wanted.here(data, "data");
            Wanted.here(mimeType, "mimeType");
        }
    }

    /** @param data in Base64 */
    record Audio(
            String data,
            String mimeType,
            @Nullable ObjectNode annotations,
            @JsonProperty("_meta") @Nullable ObjectNode meta)
            implements Content {
        public Audio {
            Wanted.here(data, "data");
            Wanted.here(mimeType, "mimeType");
        }
    }

    /** A resource to be read when it is needed. */
    record Link(
            String uri,
            String name,
            @Nullable String title,
            @Nullable String description,
            @Nullable String mimeType,
            @Nullable Long size)
            implements Content {
        public Link {
            Wanted.here(uri, "uri");
            Wanted.here(name, "name");
        }
    }

    record Embedded(
            ResourceContents resource,
            @Nullable ObjectNode annotations,
            @JsonProperty("_meta") @Nullable ObjectNode meta)
            implements Content {
        public Embedded {
            Wanted.here(resource, "resource");
        }
    }

    /** As it stands among the content. */
    default ObjectNode tree() {
        if (this instanceof Text plain && plain.annotations() == null && plain.meta() == null) {
            return WireJson.object().put("type", "text").put("text", plain.text());
        }
        return WireJson.tree(this);
    }

    static Text text(String text) {
        return new Text(text, null, null);
    }
}
