package dev.bac.mcp.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A resource as a list shows it. */
public record Resource(
        String uri,
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String mimeType,
        @Nullable Long size,
        @JsonProperty("_meta") @Nullable ObjectNode meta) {

    public Resource {
        Wanted.here(uri, "uri");
        Wanted.here(name, "name");
    }

    /**
     * Resources of one kind.
     *
     * @param uriTemplate as RFC 6570 has it
     */
    public record Template(
            String uriTemplate,
            String name,
            @Nullable String title,
            @Nullable String description,
            @Nullable String mimeType) {

        public Template {
            Wanted.here(uriTemplate, "uriTemplate");
            Wanted.here(name, "name");
        }
    }
}
