package dev.bac.orchestrator.config;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Where each key of a YAML text stands: JSON pointer → line, from 1. */
final class YamlLines {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private YamlLines() {}

    /** @throws JacksonException when the text is no YAML */
    static Map<String, Integer> of(String text) {
        var lines = new HashMap<String, Integer>();
        try (var parser = YAML.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonPointer at = parser.streamReadContext().pathAsPointer();
                lines.putIfAbsent(at.toString(), parser.currentTokenLocation().getLineNr());
            }
        }
        return lines;
    }
}
