package dev.bac.agents.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML document that knows where each of its values stands. Anchors and aliases are refused, so that a small file
 * cannot stand for a big one; so are tags, duplicate keys, more than one document, more than 1 MiB and deep nesting.
 */
sealed interface Yaml {
    int MAX_CHARS = 1024 * 1024;
    int MAX_DEPTH = 24;

    /** Where a value or a key begins, both from 1. */
    record Place(int line, int column) {}

    Place place();

    /** A single value. {@code token} says whether it was written as text, number, truth value or nothing. */
    record Scalar(Place place, JsonToken token, String text) implements Yaml {}

    record Items(Place place, List<Yaml> values) implements Yaml {}

    /** Keys in their order; {@code keys} has the places of the keys themselves. */
    record Keys(Place place, Map<String, Yaml> values, Map<String, Place> keys) implements Yaml {}

    /** @throws FormatException when it is not YAML, or YAML of the kinds refused */
    static Yaml parse(String text, String file) {
        if (text.length() > MAX_CHARS) {
            throw new FormatException(List.of(new Problem(file, 1, 1, "the file is larger than 1 MiB")));
        }
        var factory = new YAMLFactory();
        try (var parser = (YAMLParser) factory.createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new FormatException(List.of(new Problem(file, 1, 1, "the file is empty")));
            }
            var root = new Reading(parser, file).value(0);
            if (parser.nextToken() != null) {
                throw new FormatException(
                        List.of(problem(file, parser.currentTokenLocation(), "only one document a file")));
            }
            return root;
        } catch (JacksonException wrong) {
            throw new FormatException(List.of(problem(file, wrong.getLocation(), "not YAML: " + firstLine(wrong))));
        } catch (FormatException known) {
            throw known;
        } catch (RuntimeException wrong) {
            // The scanner throws exceptions of its own for some malformed input.
            throw new FormatException(List.of(new Problem(file, 1, 1, "not YAML: " + firstLine(wrong))));
        }
    }

    private static Problem problem(String file, TokenStreamLocation at, String message) {
        return at == null
                ? new Problem(file, 1, 1, message)
                : new Problem(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), message);
    }

    private static String firstLine(Exception wrong) {
        var message = wrong instanceof JacksonException jackson ? jackson.getOriginalMessage() : wrong.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("unreadable");
    }

    /** Walks the parser's tokens. */
    final class Reading {
        private final YAMLParser parser;
        private final String file;

        Reading(YAMLParser parser, String file) {
            this.parser = parser;
            this.file = file;
        }

        private Place place() {
            var at = parser.currentTokenLocation();
            return new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
        }

        private FormatException refused(String message) {
            return new FormatException(List.of(problem(file, parser.currentTokenLocation(), message)));
        }

        Yaml value(int depth) {
            if (depth > MAX_DEPTH) {
                throw refused("nested deeper than " + MAX_DEPTH + " levels");
            }
            if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                throw refused("anchors (&) and aliases (*) are not allowed; write the value out");
            }
            if (parser.getTypeId() != null) {
                throw refused("tags (!) are not allowed; leave it out");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> keys(depth);
                case START_ARRAY -> items(depth);
                default -> new Scalar(place(), parser.currentToken(), String.valueOf(parser.getString()));
            };
        }

        private Yaml items(int depth) {
            var place = place();
            var values = new ArrayList<Yaml>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(depth + 1));
            }
            return new Items(place, values);
        }

        private Yaml keys(int depth) {
            var place = place();
            var values = new LinkedHashMap<String, Yaml>();
            var keys = new LinkedHashMap<String, Place>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = String.valueOf(parser.currentName());
                if (keys.containsKey(name)) {
                    throw refused("key \"" + name + "\" is there twice, first on line "
                            + keys.get(name).line());
                }
                keys.put(name, place());
                parser.nextToken();
                values.put(name, value(depth + 1));
            }
            return new Keys(place, values, keys);
        }
    }
}
