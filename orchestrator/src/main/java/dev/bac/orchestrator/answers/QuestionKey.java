package dev.bac.orchestrator.answers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bac.agents.Agent;
import dev.bac.llm.Message;
import dev.bac.llm.Part;
import dev.bac.store.CanonicalJson;
import dev.bac.tools.Tool;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names a question. Two have the same name only when an agent would be told the same about the same person: company,
 * user, roles, permissions, entrance, agents with their versions and instructions, the facts of the run with the day among
 * them, tools, and what was said before, word by word. Of the question itself, spaces, the case of its first letter and
 * the mark at its end do not count; of what was said before, calls' ids and what only one vendor can read do not.
 */
final class QuestionKey {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern END = Pattern.compile("[\\s?.!]+$");
    /** Where a model may think it is: vendors' are in UTC, the built-in planner is in Berlin, others on this machine. */
    private static final List<ZoneId> CLOCKS =
            List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), ZoneId.systemDefault());

    private static final int MOST_TOOLS = 10_000;

    /** Definitions are the same objects as long as a list of them is remembered. */
    private final Cache<Tool, String> digests =
            Caffeine.newBuilder().weakKeys().maximumSize(MOST_TOOLS).build();

    /**
     * SHA-256 in hexadecimal.
     *
     * @param now a model that is told no day may take it from the machine: its midnight ends answers, too
     */
    String of(Question question, Instant now) {
        var key = JSON.createObjectNode();
        var days = key.putArray("days");
        CLOCKS.forEach(zone -> days.add(LocalDate.ofInstant(now, zone).toString()));
        asker(question, key.putObject("asker"));
        agents(question, key.putArray("agents"));
        var tools = key.putArray("tools");
        question.tools().forEach(tool -> tools.add(digests.get(tool, QuestionKey::digest)));
        var said = key.putArray("said");
        var messages = question.said();
        for (int i = 0; i < messages.size(); i++) {
            boolean last = i == messages.size() - 1;
            add(said.addObject(), messages.get(i), last);
        }
        return CanonicalJson.sha256(key);
    }

    private static void asker(Question question, ObjectNode asker) {
        var caller = question.caller();
        asker.put("tenant", caller.tenant().toString());
        asker.put("user", caller.user().toString());
        asker.put("name", caller.name());
        asker.put("channel", caller.channel().name());
        var roles = asker.putArray("roles");
        caller.roles().stream().map(Enum::name).sorted().forEach(roles::add);
        var scopes = asker.putArray("scopes");
        caller.scopes().stream().sorted().forEach(scope -> scopes.add(scope.value()));
        caller.actor().ifPresent(actor -> asker.put("actor", actor.agent()));
        var facts = asker.putObject("facts");
        new TreeMap<>(question.facts()).forEach((fact, value) -> facts.put(fact.path(), value));
    }

    /** The opening agent first. */
    private static void agents(Question question, ArrayNode agents) {
        agent(question, question.agent(), agents);
        question.library().all().forEach(agent -> agent(question, agent, agents));
    }

    private static void agent(Question question, Agent agent, ArrayNode agents) {
        var values = new LinkedHashMap<String, String>();
        agent.variables()
                .forEach((name, fact) -> values.put(name, question.facts().getOrDefault(fact, "")));
        agents.add(agent.name() + " " + agent.digest() + " " + agent.guidance().render(values));
    }

    private static String digest(Tool tool) {
        var json = JSON.createObjectNode();
        json.put("server", tool.server()).put("name", tool.name()).put("title", tool.title());
        json.put("description", tool.description());
        json.put("effect", tool.effect().name()).put("risk", tool.risk());
        json.set("input", tool.inputSchema());
        json.set("output", tool.outputSchema());
        return CanonicalJson.sha256(json);
    }

    private static void add(ObjectNode json, Message message, boolean asked) {
        switch (message) {
            case Message.Instructions(String text) -> json.put("instructions", text);
            case Message.User user -> {
                var parts = json.putArray("user");
                user.parts().forEach(part -> add(parts, part, asked));
            }
            case Message.Assistant answer -> {
                var parts = json.putArray("assistant");
                answer.parts().forEach(part -> add(parts, part, false));
            }
            case Message.ToolResults results -> {
                var parts = json.putArray("results");
                results.results().forEach(part -> add(parts, part, false));
            }
        }
    }

    private static void add(ArrayNode parts, Part part, boolean asked) {
        switch (part) {
            case Part.Text(String text) -> parts.add(asked ? normal(text) : text);
            case Part.Image(String url) -> parts.addObject().put("image", url);
            case Part.ToolCall call ->
                parts.addObject().put("tool", call.tool()).set("arguments", call.arguments());
            case Part.ToolResult result ->
                parts.addObject()
                        .put("tool", result.tool())
                        .put("text", result.text())
                        .put("failed", result.failed());
            case Part.Opaque _ -> {
                // One vendor's own; a model that thought differently said so in its words.
            }
        }
    }

    static String normal(String asked) {
        String plain = Normalizer.normalize(asked, Normalizer.Form.NFC).strip();
        plain = END.matcher(SPACE.matcher(plain).replaceAll(" ")).replaceAll("");
        return plain.isEmpty() ? plain : plain.substring(0, 1).toLowerCase(Locale.ROOT) + plain.substring(1);
    }
}
