package dev.bac.mcp.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prompt as a list shows it. */
public record Prompt(
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable List<Argument> arguments) {

    public Prompt {
        Wanted.here(name, "name");
        arguments = arguments == null ? null : List.copyOf(arguments);
    }

    public record Argument(
            String name,
            @Nullable String title,
            @Nullable String description,
            @Nullable Boolean required) {
        public Argument {
            Wanted.here(name, "name");
        }
    }

    public enum Role {
        USER,
        ASSISTANT
    }

    /** One message of a rendered prompt. */
    public record Line(Role role, Content content) {
        public Line {
            Wanted.here(role, "role");
            Wanted.here(content, "content");
        }
    }
}
