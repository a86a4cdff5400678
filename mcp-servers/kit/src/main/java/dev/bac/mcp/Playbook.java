package dev.bac.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of work that people ask for again and again, as a prompt for a client's model. It is a text file:
 *
 * <pre>
 * title: Brief me on a customer
 * description: Everything worth knowing before a meeting
 * argument account [account]: The customer
 * optional topic: What the meeting is about
 *
 * Collect what we know about {{account}} …
 * </pre>
 *
 * The word in brackets names the {@link RecordResource} that completes the argument.
 *
 * @param text with {@code {{argument}}} where each belongs
 */
public record Playbook(String name, String title, String description, List<Argument> arguments, String text) {
    private static final Pattern HEADER =
            Pattern.compile("(title|description|argument|optional)(?: ([a-z_]+))?(?: \\[([a-z_]+)])?: (.+)");
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z_]+)}}");

    /** @param completedBy name of a {@link RecordResource}; empty when nothing completes it */
    public record Argument(String name, String description, boolean required, String completedBy) {}

    public Playbook {
        arguments = List.copyOf(arguments);
        var known = arguments.stream().map(Argument::name).toList();
        PLACE.matcher(text).results().map(place -> place.group(1)).forEach(place -> {
            if (!known.contains(place)) {
                throw new IllegalArgumentException(name + " has no argument " + place);
            }
        });
    }

    /**
     * Reads one from the class path.
     *
     * @param folder such as {@code dev/bac/crm/playbooks}; the file is {@code <name>.txt}
     * @throws IllegalArgumentException when it is not there or not of the form above
     */
    public static Playbook load(String folder, String name) {
        String path = folder + "/" + name + ".txt";
        try (InputStream file = Playbook.class.getClassLoader().getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no " + path);
            }
            return parse(name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Playbook parse(String name, String file) {
        int blank = file.indexOf("\n\n");
        if (blank < 0) {
            throw new IllegalArgumentException(name + " has no text");
        }
        String title = "";
        String description = "";
        var arguments = new ArrayList<Argument>();
        for (String line : file.substring(0, blank).lines().toList()) {
            Matcher header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new IllegalArgumentException(name + ": " + line);
            }
            String value = header.group(4);
            switch (header.group(1)) {
                case "title" -> title = value;
                case "description" -> description = value;
                default -> {
                    String completedBy = header.group(3) == null ? "" : header.group(3);
                    arguments.add(new Argument(
                            String.valueOf(header.group(2)),
                            value,
                            header.group(1).equals("argument"),
                            completedBy));
                }
            }
        }
        return new Playbook(
                name, title, description, arguments, file.substring(blank).strip());
    }

    /** The text with the arguments in their places; one that was not given is left out. */
    public String render(Map<String, String> given) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(given.getOrDefault(place.group(1), "")));
    }
}
