package dev.bac.tools.mcp.foreign;

import dev.bac.tools.Manifest;
import dev.bac.tools.mcp.Era;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server of somebody else, as an admin has added it.
 *
 * @param name its tools are called {@code <name>_<tool>} here; small letters and digits
 * @param manifest what its tools do, in the admin's judgement; a tool that is not named there is not offered. Without one
 *     every tool is offered and each call of it needs approval
 * @param callLimit limit on one request
 */
public record ForeignServer(String name, Place place, Optional<Manifest> manifest, Era era, Duration callLimit) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,19}");

    public ForeignServer {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a server's name is 1 to 20 small letters and digits, the first a letter, not \"" + name + "\"");
        }
        manifest.map(Manifest::server).filter(other -> !other.equals(name)).ifPresent(other -> {
            throw new IllegalArgumentException("the manifest of %s says it is for %s".formatted(name, other));
        });
    }

    /** Where it runs. */
    public sealed interface Place {

        /** At an address. */
        record Address(URI uri, Access access) implements Place {}

        /**
         * As a process of this machine, spoken to over its standard streams. It inherits nothing of our environment but
         * where programs and the home folder are.
         *
         * @param words the program and its arguments; no shell reads them
         */
        record Command(List<String> words, Map<String, String> environment) implements Place {
            public Command {
                words = List.copyOf(words);
                environment = Map.copyOf(environment);
                if (words.isEmpty()) {
                    throw new IllegalArgumentException("a command needs at least its program");
                }
            }

            @Override
            public String toString() {
                return "Command[" + words.getFirst() + " …]";
            }
        }
    }
}
