package dev.bac.mcp.serving;

import static dev.bac.mcp.serving.ConformanceFixture.form;
import static dev.bac.mcp.serving.ConformanceFixture.response;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.modern.Exchange;
import dev.bac.mcp.modern.Offer;
import dev.bac.mcp.modern.Watch;
import dev.bac.mcp.skill.Skill;
import dev.bac.mcp.skill.SkillFile;
import dev.bac.mcp.skill.Skills;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.ParamHeader;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Prompt;
import dev.bac.mcp.wire.Protocol;
import dev.bac.mcp.wire.Resource;
import dev.bac.mcp.wire.ResourceContents;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.ServerCapabilities;
import dev.bac.mcp.wire.ServerNotification;
import dev.bac.mcp.wire.SubscriptionFilter;
import dev.bac.mcp.wire.WireJson;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the suite wants a server of 2026-07-28 to offer. */
final class ConformanceOffer implements Offer {
    private static final long TTL = 1_000;

    private static final Skills SKILLS =
            new Skills(List.of(Skill.of("test", """
                    ---
                    name: fixture-skill
                    description: A skill of the suite
                    ---
                    Read references/more.md.
                    """).with(new SkillFile("references/more.md", "More."))));

    /** The suite tries headers on the first, which therefore answers anybody. */
    private final Map<String, ConformanceFixture> tools = new LinkedHashMap<>();

    private final TaskBoard tasks;
    private final ConformanceWatch.Hub changes = new ConformanceWatch.Hub();

    ConformanceOffer(ConformanceRounds rounds, ConformanceTasks tasks) {
        this.tasks = tasks.board();
        Stream.of(ConformancePlain.all(), rounds.all(), tasks.all(), triggers())
                .flatMap(List::stream)
                .forEach(fixture -> tools.put(fixture.tool().name(), fixture));
    }

    private List<ConformanceFixture> triggers() {
        return List.of(
                ConformanceFixture.of("test_trigger_tool_change", (_, _) -> {
                    changes.tell(new ServerNotification.ToolsChanged());
                    return ConformanceFixture.says("Changed.");
                }),
                ConformanceFixture.of("test_trigger_prompt_change", (_, _) -> {
                    changes.tell(new ServerNotification.PromptsChanged());
                    return ConformanceFixture.says("Changed.");
                }));
    }

    @Override
    public Implementation who() {
        return Implementation.of("bac-conformance", "1");
    }

    @Override
    public ServerCapabilities capabilities() {
        return ServerCapabilities.none()
                .with("tools", "listChanged")
                .with("prompts", "listChanged")
                .with("resources", "subscribe")
                .with("completions")
                .with("logging")
                .withExtension(Protocol.TASKS)
                .withExtension(Protocol.SKILLS, "directoryRead");
    }

    @Override
    public Optional<String> instructions() {
        return Optional.of("Fixtures of the official suite.");
    }

    @Override
    public Result.Tools tools(Caller caller, ToolSelection selection, Params.Page page) {
        var all = tools.values().stream().map(ConformanceFixture::tool).toList();
        return new Result.Tools(all, null, TTL, CacheScope.PUBLIC);
    }

    @Override
    public List<ParamHeader> mirrored(String tool) {
        return Optional.ofNullable(tools.get(tool))
                .map(fixture -> ParamHeader.in(fixture.tool().inputSchema()))
                .orElse(List.of());
    }

    @Override
    public Result.OfCall call(Exchange exchange, Params.CallTool call) {
        return Optional.ofNullable(tools.get(call.name()))
                .orElseThrow(() -> invalid("Unknown tool"))
                .handler()
                .call(exchange, call);
    }

    @Override
    public Result.Resources resources(Caller caller, Params.Page page) {
        var all = Stream.of("static-text", "static-binary", "watched-resource")
                .map(name -> new Resource("test://" + name, name, null, "Fixture " + name, type(name), null, null))
                .toList();
        return new Result.Resources(all, null, TTL, CacheScope.PUBLIC)
                .with(SKILLS.listed().toList());
    }

    private static String type(String name) {
        return name.endsWith("binary") ? "image/png" : "text/plain";
    }

    @Override
    public Result.Templates templates(Caller caller, Params.Page page) {
        var template = new Resource.Template(
                "test://template/{id}/data", "Template resource", null, "Fixture", "application/json");
        return new Result.Templates(List.of(template), null, TTL, CacheScope.PUBLIC);
    }

    @Override
    public Result read(Exchange exchange, Params.ReadResource read) {
        return SKILLS.read(read.uri())
                .orElseGet(() -> new Result.ResourceRead(List.of(contents(read.uri())), TTL, CacheScope.PRIVATE));
    }

    private static ResourceContents contents(String uri) {
        return switch (uri) {
            case "test://static-text" ->
                ResourceContents.text(uri, "text/plain", "This is the content of the static text resource.");
            case "test://static-binary" -> ResourceContents.blob(uri, "image/png", ConformanceTools.PIXEL);
            case "test://watched-resource" ->
                ResourceContents.text(uri, "text/plain", "This is a watched resource content.");
            default -> template(uri);
        };
    }

    private static ResourceContents template(String uri) {
        if (!uri.matches("test://template/[^/]+/data")) {
            throw new RpcException(new RpcError(
                    RpcError.INVALID_PARAMS,
                    "Resource not found",
                    WireJson.object().put("uri", uri)));
        }
        String id = uri.split("/")[3];
        return ResourceContents.text(
                uri,
                "application/json",
                "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}".formatted(id, id));
    }

    @Override
    public Skills skills() {
        return SKILLS;
    }

    @Override
    public Result.Prompts prompts(Caller caller, Params.Page page) {
        var all = List.of(
                prompt("test_simple_prompt"),
                prompt("test_prompt_with_arguments", "arg1", "arg2"),
                prompt("test_prompt_with_embedded_resource", "resourceUri"),
                prompt("test_prompt_with_image"),
                prompt("test_input_required_result_prompt"));
        return new Result.Prompts(all, null, TTL, CacheScope.PUBLIC);
    }

    private static Prompt prompt(String name, String... arguments) {
        return new Prompt(
                name,
                null,
                "Fixture " + name,
                Arrays.stream(arguments)
                        .map(argument -> new Prompt.Argument(argument, null, null, true))
                        .toList());
    }

    @Override
    public Result prompt(Exchange exchange, Params.GetPrompt get) {
        var given = Optional.ofNullable(get.arguments()).orElse(Map.of());
        return switch (get.name()) {
            case "test_simple_prompt" -> says(Content.text("This is a simple prompt for testing."));
            case "test_prompt_with_arguments" ->
                says(Content.text(
                        "Prompt with arguments: arg1='%s', arg2='%s'".formatted(given.get("arg1"), given.get("arg2"))));
            case "test_prompt_with_embedded_resource" ->
                says(
                        ConformancePlain.embedded(
                                given.getOrDefault("resourceUri", ""),
                                "text/plain",
                                "Embedded resource content for testing."),
                        Content.text("Please process the embedded resource above."));
            case "test_prompt_with_image" ->
                says(ConformancePlain.image(), Content.text("Please analyze the image above."));
            case "test_input_required_result_prompt" ->
                response(get.inputResponses(), "user_context").isPresent()
                        ? says(Content.text("In that context."))
                        : new Result.InputRequired(
                                Map.of(
                                        "user_context",
                                        form("What context should the prompt use?", "context", "string")),
                                null);
            default -> throw invalid("Unknown prompt");
        };
    }

    private static Result says(Content... contents) {
        return new Result.PromptRendered(
                null,
                Arrays.stream(contents)
                        .map(content -> new Prompt.Line(Prompt.Role.USER, content))
                        .toList());
    }

    @Override
    public Result.Completed complete(Caller caller, Params.Complete complete) {
        var values = Stream.of("paris", "park", "party")
                .filter(value -> value.startsWith(complete.argument().value()))
                .toList();
        return new Result.Completed(new Result.Completed.Values(values, values.size(), false));
    }

    @Override
    public TaskBoard tasks() {
        return tasks;
    }

    @Override
    public Watch watch(Exchange exchange, SubscriptionFilter wanted) {
        return changes.open(wanted);
    }

    private static RpcException invalid(String why) {
        return new RpcException(RpcError.INVALID_PARAMS, why);
    }
}
