package dev.bac.orchestrator.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.store.OutboxEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The value of the stock is the inventory account and the events under way, to the cent, wherever the relay stops:
 * random histories of trade through the tools, each event carried to the books by the workflow that ships, alone.
 * {@code -Dhistories=100 -Dtrades=60} makes it longer.
 */
@Timeout(600)
class StockAndBooksTest {
    private static final int HISTORIES = Integer.getInteger("histories", 1);
    private static final int TRADES = Integer.getInteger("trades", 15);

    static Stream<Long> seeds() {
        return new Random(20261121).longs(HISTORIES).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theStockIsTheBooksAndWhatIsUnderWayWhereverTheRelayStops(long seed) {
        var company = new TradingCompany("stock" + Math.floorMod(seed, 1_000_000L), false);
        var random = new Random(seed);
        var trade = new RandomTrade(company, random);
        for (int i = 0; i < TRADES; i++) {
            trade.next();
        }
        assertThat(trade.went()).as("goods were bought and sold").isTrue();
        var events = company.told();
        assertThat(events.stream().map(OutboxEvent::type).distinct().count())
                .as("kinds of events of seed " + seed)
                .isGreaterThan(3);
        var underWay = new ArrayList<>(events);
        int inOrder = events.size() * 2 / 3;
        equal(company, underWay, "at the beginning");
        for (var event : events.subList(0, inOrder)) {
            company.carry("stock-to-books", event);
            underWay.remove(event);
            equal(company, underWay, "after " + event.type());
            assertThat(asOf(company, event)).isEqualByComparingTo(company.account("INVENTORY"));
        }
        reconciled(company, underWay);
        for (var event : List.of(events.getFirst(), events.get(inOrder - 1))) {
            company.carry("stock-to-books", event);
            equal(company, underWay, "after " + event.type() + " came again");
        }
        var rest = new ArrayList<>(events.subList(inOrder, events.size()));
        Collections.shuffle(rest, random);
        for (var event : rest) {
            company.carry("stock-to-books", event);
            underWay.remove(event);
            equal(company, underWay, "after " + event.type() + " out of order");
        }
        var end = reconciled(company, List.of());
        assertThat(end.path("difference").asString()).isEqualTo("0.00");
        assertThat(end.path("equal").booleanValue()).as(end.toString()).isTrue();
        company.verify();
    }

    private static void equal(TradingCompany company, List<OutboxEvent> underWay, String when) {
        assertThat(company.account("INVENTORY").add(sum(underWay))).as(when).isEqualByComparingTo(company.stock());
    }

    private static BigDecimal sum(List<OutboxEvent> events) {
        return events.stream()
                .map(event -> new BigDecimal(event.body().path("value").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal asOf(TradingCompany company, OutboxEvent event) {
        var position = event.position().xid() + ":" + event.position().seq();
        var total = company.tool("erp", "erp_stock_value", "{'position': '" + position + "'}");
        return new BigDecimal(total.at("/total/0/amount").asString());
    }

    /** What anyone sees who runs the comparison that ships. */
    private static JsonNode reconciled(TradingCompany company, List<OutboxEvent> underWay) {
        var result = company.run("reconcile-stock", "{}");
        assertThat(new BigDecimal(result.path("difference").asString()))
                .as(result.toString())
                .isZero();
        assertThat(new BigDecimal(result.path("underWay").asString())).isEqualByComparingTo(sum(underWay));
        assertThat(new BigDecimal(result.path("stock").asString())).isEqualByComparingTo(company.stock());
        return result;
    }
}
