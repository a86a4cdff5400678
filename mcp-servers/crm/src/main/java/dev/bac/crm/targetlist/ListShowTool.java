package dev.bac.crm.targetlist;

import dev.bac.crm.naming.Numbers;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tool that shows lists and who is on one. */
final class ListShowTool {
    private static final int STANDARD = 50;
    private final TargetLists lists;

    ListShowTool(TargetLists lists) {
        this.lists = lists;
    }

    /** What {@code crm_list_show} takes. */
    public record ListWanted(
            @Arg("The list, by id, number or name; left out, all lists are told") @Nullable String list,

            @Arg("Only those on it who stand so: PLANNED, SENT, RESPONDED, DECLINED or BOUNCED") @Nullable ListStatus status,

            @Arg("Rows, 1 to 200; 50 when left out") @Nullable Integer limit,

            @Arg("The number of the last person shown, to go on after") @Nullable String after) {}

    /** A list, or somebody on it; {@code agreed} to e-mail is left out when they never said, {@code since} while nobody has set a status. */
    public record Row(
            UUID id,
            String number,
            String name,
            @Nullable String company,
            @Nullable String email,
            @Nullable String phone,
            @Nullable Boolean agreed,
            @Nullable ListStatus status,
            @Nullable Instant since) {}

    /** What {@code crm_list_show} answers. */
    public record ListShown(String summary, List<Row> items, long total) implements Told {}

    Tool<?, ?> tool() {
        return Tool.read(
                        "crm_list_show",
                        "Show target lists",
                        "Shows the target lists, or who is on one of them and whether they agreed to e-mail."
                                + " It also tells how far the campaign has come with each.",
                        ListWanted.class,
                        ListShown.class,
                        this::show)
                .example("Which target lists do we have?", new ListWanted(null, null, null, null))
                .example("Who is on the list Spring fair?", new ListWanted("Spring fair", null, null, null))
                .example(
                        "Who on the list Spring fair has responded?",
                        new ListWanted("Spring fair", ListStatus.RESPONDED, null, null));
    }

    private ListShown show(Caller caller, Tx tx, ListWanted given) {
        int most = Given.rows(given.limit(), STANDARD);
        String named = Given.lineOrNull("list", given.list(), 200);
        if (named == null) {
            if (given.status() != null) {
                throw ToolRefusal.invalid("list", "name the list whose people you want by status");
            }
            var rows = lists.newest(tx, most).stream()
                    .map(one -> new Row(
                            one.id(), Numbers.LIST.label(one.number()), one.name(), null, null, null, null, null, null))
                    .toList();
            return new ListShown(rows.size() + " target lists.", rows, rows.size());
        }
        var list = lists.named(tx, "list", named);
        var numbers = list.kind().records.numbers();
        String after = Given.lineOrNull("after", given.after(), 40);
        int from = after == null ? 0 : numbers.read(after).orElse(0);
        var rows = lists.members(tx, list, ContactWay.EMAIL, given.status(), from, most).stream()
                .map(one -> new Row(
                        one.id(),
                        numbers.label(one.number()),
                        one.name(),
                        one.company(),
                        one.email(),
                        one.phone(),
                        one.agreed(),
                        one.status(),
                        one.since()))
                .toList();
        var counts = lists.count(tx, list);
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        String stand = counts.keySet().equals(Set.of(ListStatus.PLANNED))
                ? ""
                : counts.entrySet().stream()
                        .map(one ->
                                "%,d %s".formatted(one.getValue(), one.getKey().told()))
                        .collect(Collectors.joining(", ", " (", ")"));
        return new ListShown(
                "%s: %,d %s%s."
                        .formatted(list.label(), total, total == 1 ? "person" : "people", total == 0 ? "" : stand),
                rows,
                given.status() == null ? total : counts.getOrDefault(given.status(), 0L));
    }
}
