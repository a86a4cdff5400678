package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.ToolSelection;
import dev.bac.mcp.skill.Skills;
import dev.bac.mcp.task.TaskBoard;
import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Implementation;
import dev.bac.mcp.wire.ParamHeader;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import dev.bac.mcp.wire.ServerCapabilities;
import dev.bac.mcp.wire.SubscriptionFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What several domains of one process offer together. Every name and address begins with its domain's name, which says
 * whose it is. For each call the caller is traded for one of that domain, which checks it again.
 */
public final class JointOffer implements Offer {
    private static final int MOST_PAGES = 50;

    private final Map<String, Offer> offers;
    private final BiFunction<Caller, String, Caller> trade;
    private final TaskBoard tasks;
    private final Skills skills;
    private final ServerCapabilities capabilities;

    /**
     * @param offers by the domain's name
     * @param trade gives who the caller is to a domain: what was verified for the common address is no server's token
     */
    public JointOffer(Map<String, ? extends Offer> offers, BiFunction<Caller, String, Caller> trade) {
        this.offers = new LinkedHashMap<>(offers);
        this.trade = trade;
        this.tasks = new JointTasks(
                offers.values().stream().<TaskBoard>map(Offer::tasks).toList());
        this.skills = Skills.of(offers.values().stream().map(Offer::skills).toList());
        this.capabilities = all(this.offers.values());
    }

    private static ServerCapabilities all(Collection<Offer> offers) {
        var all = ServerCapabilities.none().json();
        offers.forEach(offer -> offer.capabilities().json().forEachEntry(all::set));
        return ServerCapabilities.of(all);
    }

    @Override
    public Implementation who() {
        var one = offers.values().iterator().next().who();
        return new Implementation("bac", "BAC", one.version(), null, null);
    }

    @Override
    public ServerCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Optional<String> instructions() {
        return Optional.of(String.join(
                "\n",
                offers.values().stream()
                        .flatMap(offer -> offer.instructions().stream())
                        .toList()));
    }

    @Override
    public Result.Tools tools(Caller caller, ToolSelection selection, Params.Page page) {
        var all = all(
                cursor -> offer -> offer.tools(caller, selection, new Params.Page(cursor)),
                Result.Tools::tools,
                Result.Tools::nextCursor);
        var paging = Paging.of(all, tool -> tool.name(), page.cursor());
        return new Result.Tools(paging.page(), paging.next(), DomainTools.LISTED.toMillis(), CacheScope.PRIVATE);
    }

    @Override
    public List<ParamHeader> mirrored(String tool) {
        return owner(tool, '_').map(offer -> offer.mirrored(tool)).orElse(List.of());
    }

    @Override
    public Result.OfCall call(Exchange exchange, Params.CallTool call) {
        return owner(call.name(), '_')
                .orElseThrow(() -> invalid("params.name: there is no such tool"))
                .call(at(exchange, call.name(), '_'), call);
    }

    @Override
    public Result.Resources resources(Caller caller, Params.Page page) {
        var names = offers.keySet().stream().sorted().toList();
        String[] at = page.cursor() == null
                ? new String[] {names.getFirst()}
                : page.cursor().split("/", 2);
        int place = names.indexOf(at[0]);
        if (place < 0) {
            throw invalid("params.cursor is none that this server gave");
        }
        String inner = at.length > 1 && !at[1].isEmpty() ? at[1] : null;
        var trusted = trade.apply(caller, at[0]);
        var some = of(at[0]).resources(trusted, new Params.Page(inner));
        String next = place + 1 < names.size() ? names.get(place + 1) : null;
        if (some.nextCursor() != null) {
            next = at[0] + "/" + some.nextCursor();
        }
        return new Result.Resources(some.resources(), next, some.ttlMs(), some.cacheScope());
    }

    private Offer of(String domain) {
        return Objects.requireNonNull(offers.get(domain));
    }

    @Override
    public Result.Templates templates(Caller caller, Params.Page page) {
        var all = all(
                cursor -> offer -> offer.templates(caller, new Params.Page(cursor)),
                Result.Templates::resourceTemplates,
                Result.Templates::nextCursor);
        var paging = Paging.of(all, template -> template.uriTemplate(), page.cursor());
        return new Result.Templates(paging.page(), paging.next(), DomainRecords.LISTED.toMillis(), CacheScope.PUBLIC);
    }

    @Override
    public Result read(Exchange exchange, Params.ReadResource read) {
        var skill = skills.read(read.uri());
        return skill.isPresent()
                ? skill.get()
                : owner(read.uri(), ':')
                        .orElseThrow(() -> invalid("Resource not found"))
                        .read(at(exchange, read.uri(), ':'), read);
    }

    @Override
    public Skills skills() {
        return skills;
    }

    @Override
    public Result.Prompts prompts(Caller caller, Params.Page page) {
        var all = all(
                cursor -> offer -> offer.prompts(caller, new Params.Page(cursor)),
                Result.Prompts::prompts,
                Result.Prompts::nextCursor);
        var paging = Paging.of(all, prompt -> prompt.name(), page.cursor());
        return new Result.Prompts(paging.page(), paging.next(), DomainRecords.LISTED.toMillis(), CacheScope.PUBLIC);
    }

    @Override
    public Result prompt(Exchange exchange, Params.GetPrompt get) {
        return owner(get.name(), '_')
                .orElseThrow(() -> invalid("params.name: there is no such prompt"))
                .prompt(at(exchange, get.name(), '_'), get);
    }

    @Override
    public Result.Completed complete(Caller caller, Params.Complete complete) {
        var ref = complete.ref();
        var owner = ref.uri() == null ? owner(String.valueOf(ref.name()), '_') : owner(ref.uri(), ':');
        return owner.orElseThrow(() -> invalid("params.ref: there is no such prompt or template"))
                .complete(caller, complete);
    }

    @Override
    public TaskBoard tasks() {
        return tasks;
    }

    @Override
    public Watch watch(Exchange exchange, SubscriptionFilter wanted) {
        return new PollingWatch(
                exchange.caller(),
                wanted,
                uri -> owner(uri, ':').filter(DomainOffer.class::isInstance).flatMap(offer -> ((DomainOffer) offer)
                        .find(exchange.caller(), uri)),
                () -> Listings.uris(this, exchange.caller()),
                tasks);
    }

    private Exchange at(Exchange exchange, String name, char end) {
        return exchange.as(trade.apply(exchange.caller(), name.substring(0, name.indexOf(end))));
    }

    private Optional<Offer> owner(String name, char end) {
        int at = name.indexOf(end);
        return at < 0 ? Optional.empty() : Optional.ofNullable(offers.get(name.substring(0, at)));
    }

    /** Everything of all, in the order of the domains' names, whatever the size of their pages. */
    private <R, T> List<T> all(
            Function<@Nullable String, Function<Offer, R>> pages,
            Function<R, List<T>> items,
            Function<R, @Nullable String> next) {
        var all = new ArrayList<T>();
        offers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .forEach(offer -> {
                    String cursor = null;
                    for (int page = 0; page < MOST_PAGES; page++) {
                        R result = pages.apply(cursor).apply(offer);
                        all.addAll(items.apply(result));
                        cursor = next.apply(result);
                        if (cursor == null) {
                            return;
                        }
                    }
                });
        return all;
    }

    private static RpcException invalid(String why) {
        return new RpcException(RpcError.INVALID_PARAMS, why);
    }
}
