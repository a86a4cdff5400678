package dev.bac.erp.transfer;

import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code erp_transfer_list}. */
public final class TransferListTool {
    private static final int STANDARD = 20;

    private final Transfers transfers;

    TransferListTool(Transfers transfers) {
        this.transfers = transfers;
    }

    public record Filter(
            @Arg("false for those that have arrived, too") @Nullable Boolean underWay,

            @Arg("How many at most, the latest first, 1 to 200; 20 when left out") @Nullable Integer limit) {}

    public record Listed(String summary, List<Transfer> transfers) implements Told {}

    Listed list(Caller caller, Tx tx, Filter filter) {
        var found = transfers.list(tx, !Boolean.FALSE.equals(filter.underWay()), Given.rows(filter.limit(), STANDARD));
        var first = found.stream()
                .limit(5)
                .map(one -> "%s from %s to %s".formatted(one.number(), one.from(), one.to()))
                .collect(Collectors.joining(", "));
        return new Listed(
                found.isEmpty() ? "Nothing is under way." : "%d transfers: %s.".formatted(found.size(), first), found);
    }

    public Tool<Filter, Listed> tool() {
        return Tool.read(
                        "erp_transfer_list",
                        "Transfers between warehouses",
                        "Lists goods under way between our warehouses, the latest first.",
                        Filter.class,
                        Listed.class,
                        this::list)
                .example("What is under way between our warehouses?", new Filter(null, null));
    }
}
