package dev.bac.orchestrator.config;

import java.util.List;

/**
 * Tools beside those of BAC's own servers, and how many of all a model is shown.
 *
 * @param servers MCP servers of others
 * @param shown most that the definitions of all tools may have together before a model is shown only those that suit the
 *     conversation, in characters of JSON, about four a token
 * @param found how many tools are looked for with each request then
 */
public record ToolSettings(List<ForeignServerSettings> servers, int shown, int found) {
    /** None of others, and as much as a few percent of a model's context. */
    public static final ToolSettings DEFAULT = new ToolSettings(List.of(), 60_000, 8);

    public ToolSettings {
        servers = List.copyOf(servers);
    }

    static ToolSettings read(Section root) {
        var section = root.section("tools");
        var read = new ToolSettings(
                ForeignServerSettings.read(root),
                section.whole("shown", DEFAULT.shown, 1_000, 2_000_000),
                section.whole("found", DEFAULT.found, 1, 50));
        section.done();
        return read;
    }
}
