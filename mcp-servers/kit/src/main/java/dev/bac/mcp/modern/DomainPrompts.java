package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.Playbook;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.ToolServer;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Content;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Prompt;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A domain's playbooks as prompts, and what completes their arguments. */
public record DomainPrompts(ToolServer server) {
    private static final Duration LISTED = Duration.ofHours(1);
    private static final int LONGEST = 1_000;

    public Result.Prompts list(Params.Page page) {
        var paging = Paging.of(server.server().playbooks(), Playbook::name, page.cursor());
        var prompts = paging.page().stream().map(DomainPrompts::shown).toList();
        return new Result.Prompts(prompts, paging.next(), LISTED.toMillis(), CacheScope.PUBLIC);
    }

    /** @throws RpcException when there is no such prompt, or an argument is missing or too long */
    public Result.PromptRendered render(String name, Map<String, String> arguments) {
        var playbook = find(name).orElseThrow(() -> invalid("params.name: there is no such prompt"));
        for (var argument : playbook.arguments()) {
            String given = arguments.getOrDefault(argument.name(), "");
            if (argument.required() && given.isBlank()) {
                throw invalid("params.arguments." + argument.name() + " is missing");
            }
            if (given.length() > LONGEST) {
                throw invalid("params.arguments." + argument.name() + " is too long");
            }
        }
        return new Result.PromptRendered(
                playbook.description(),
                List.of(new Prompt.Line(Prompt.Role.USER, Content.text(playbook.render(arguments)))));
    }

    /** @throws RpcException when there is no such prompt, template or argument */
    public Result.Completed complete(Caller caller, Params.Complete complete) {
        String typed = complete.argument().value();
        var records = new DomainRecords(server);
        return switch (complete.ref().type()) {
            case "ref/prompt" -> records.complete(caller, completedBy(complete), typed);
            case "ref/resource" ->
                records.complete(caller, kindOf(complete.ref().uri()), typed);
            default -> throw invalid("params.ref.type must be ref/prompt or ref/resource");
        };
    }

    private String completedBy(Params.Complete complete) {
        return find(String.valueOf(complete.ref().name()))
                .orElseThrow(() -> invalid("params.ref.name: there is no such prompt"))
                .arguments()
                .stream()
                .filter(argument -> argument.name().equals(complete.argument().name()))
                .findFirst()
                .orElseThrow(() -> invalid("params.argument.name: the prompt has no such argument"))
                .completedBy();
    }

    private String kindOf(@Nullable String uri) {
        return server.server().resources().stream()
                .filter(resource -> resource.uriTemplate().equals(uri))
                .findFirst()
                .map(RecordResource::name)
                .orElseThrow(() -> invalid("params.ref.uri: there is no such template"));
    }

    private Optional<Playbook> find(String name) {
        return server.server().playbooks().stream()
                .filter(playbook -> playbook.name().equals(name))
                .findFirst();
    }

    private static Prompt shown(Playbook playbook) {
        return new Prompt(
                playbook.name(),
                playbook.title(),
                playbook.description(),
                playbook.arguments().stream()
                        .map(one -> new Prompt.Argument(one.name(), null, one.description(), one.required()))
                        .toList());
    }

    private static RpcException invalid(String why) {
        return new RpcException(RpcError.INVALID_PARAMS, why);
    }
}
