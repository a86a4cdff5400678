package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.erp.ErpSeed.OrderLineSeed;
import dev.bac.erp.ErpSeed.OrderSeed;
import dev.bac.erp.ErpSeed.WarehouseSeed;
import dev.bac.erp.order.Customers.Customer;
import dev.bac.erp.order.OrderStatus;
import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import dev.bac.mcp.testing.ToolSnapshots;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of another company, arguments that mean nothing, and what the tools look like from outside. */
class StrangersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    erp_stock_levels  | {"item":"ITEM"}
                    erp_stock_levels  | {"warehouse":"PLACE"}
                    erp_stock_levels  | {"warehouse":"Nowhere"}
                    erp_stock_history | {"item":"ITEM"}
                    erp_stock_history | {"warehouse":"PLACE"}
                    erp_stock_move    | {"action":"receive","item":"ITEM","quantity":"1","warehouse":"Munich"}
                    erp_stock_move    | {"action":"receive","item":"monitor","quantity":"1","warehouse":"PLACE"}
                    erp_stock_move    | {"action":"transfer","item":"monitor","quantity":"1","warehouse":"Munich","toWarehouse":"PLACE"}
                    erp_order_list    | {"customer":"CUSTOMER"}
                    erp_order_get     | {"order":"ORDER"}
                    erp_order_get     | {"order":"SO-1001"}
                    erp_order_create  | {"customer":"CUSTOMER","item":"monitor","quantity":"1"}
                    erp_order_create  | {"customer":"Acme","item":"ITEM","quantity":"1"}
                    erp_order_create  | {"customer":"Acme","lines":[{"item":"ITEM","quantity":"1"}]}
                    erp_order_create  | {"customer":"Acme","item":"monitor","quantity":"1","warehouse":"PLACE","draft":true}
                    erp_order_deliver | {"order":"ORDER"}
                    erp_order_update  | {"order":"ORDER","action":"cancel"}
                    """)
    void anotherCompanysRecordsAreNotFoundInAnyArgument(String tool, String json) {
        var theirs = Depot.open();
        theirs.seed(new ErpSeed(
                List.of(new Customer(Depot.id("stranger"), "Stranger Ltd")),
                List.of(new WarehouseSeed(Depot.id("nowhere"), "Nowhere")),
                List.of(Depot.item("secret", "Secret", "Secrets", "1")),
                List.of(Depot.receipt("secret", "nowhere", "5")),
                List.of(new OrderSeed(
                        Depot.id("theirs"),
                        Depot.id("stranger"),
                        Depot.id("nowhere"),
                        "EUR",
                        Depot.START,
                        OrderStatus.CONFIRMED,
                        null,
                        List.of(new OrderLineSeed(Depot.id("secret"), BigDecimal.ONE, BigDecimal.TEN))))));
        assertThat(theirs.findings()).isEmpty();
        var mine = Depot.open();
        var named = json.replace("ITEM", Depot.id("secret").toString())
                .replace("PLACE", Depot.id("nowhere").toString())
                .replace("CUSTOMER", Depot.id("stranger").toString())
                .replace("ORDER", Depot.id("theirs").toString());
        // The same call means something to those whose records they are.
        assertThat(theirs.server().call(tool, named)).isInstanceOf(ToolAnswer.Result.class);
        var refused = mine.server().refused(tool, named);
        assertThat(refused.code()).isEqualTo("not_found");
        assertThat(refused.text()).doesNotContain("Secret").doesNotContain("Stranger");
    }

    @Test
    void anotherCompanysItemIsNotFoundBySearching() {
        var theirs = new Depot(TestServer.of(ErpServer.declare()));
        theirs.seed(new ErpSeed(null, null, List.of(Depot.item("secret", "Secret", "Secrets", "1")), null, null));
        var found = Depot.open().ok("erp_item_search", "{\"text\":\"%s\"}".formatted(Depot.id("secret")));
        assertThat(found.at("/total").intValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    erp_stock_move   | {"action":"receive","item":"monitor","quantity":"1e30","warehouse":"Munich"}   | quantity: is too large
                    erp_stock_move   | {"action":"receive","item":"monitor","quantity":"-1","warehouse":"Munich"}     | quantity: must not be below zero
                    erp_stock_move   | {"action":"receive","item":"monitor","quantity":"0","warehouse":"Munich"}      | quantity: must be above zero
                    erp_stock_move   | {"action":"receive","item":"monitor","quantity":"0.0001","warehouse":"Munich"} | more than 3 decimals
                    erp_stock_move   | {"action":"receive","item":"monitor","quantity":"many","warehouse":"Munich"}   | quantity: wants a decimal number
                    erp_stock_move   | {"action":"steal","item":"monitor","quantity":"1","warehouse":"Munich"}        | action: wants one of
                    erp_stock_move   | {"action":"transfer","item":"monitor","quantity":"1","warehouse":"Munich"}     | toWarehouse: is missing
                    erp_stock_move   | {"action":"transfer","item":"monitor","quantity":"1","warehouse":"Munich","toWarehouse":"munich"} | toWarehouse: is the warehouse it leaves
                    erp_stock_move   | {"action":"ship","item":"monitor","quantity":"1","warehouse":"Munich","toWarehouse":"Hamburg"} | only a transfer has one
                    erp_stock_move   | {"action":"ship","item":"monitor","quantity":"1","warehouse":"Munich","date":"2026-03-17"} | date: 2026-03-17 is in the future
                    erp_stock_move   | {"action":"write_off","item":"monitor","quantity":"1","warehouse":"Munich","reason":" "} | reason: is empty
                    erp_stock_move   | {"action":"receive","item":"panel","quantity":"1","warehouse":"Munich"}        | SKU-1001 LED panel 60x60
                    erp_stock_levels | {"limit":1000}                                                                 | limit: is 1000
                    erp_stock_history | {"from":"2026-02-01","to":"2026-01-01"}                                       | from: 2026-02-01 is after
                    erp_item_search  | {"cursor":"x"}                                                                 | cursor: is not
                    erp_order_create | {"customer":"Acme"}                                                            | item: is missing
                    erp_order_create | {"customer":"Acme","item":"monitor"}                                           | quantity: is missing
                    erp_order_create | {"customer":"Acme","item":"monitor","quantity":"11","warehouse":"Munich"}      | only 10 pcs of SKU-1003
                    erp_order_create | {"customer":"Acme","item":"monitor","quantity":"1","unitPrice":"0.001"}        | more than 2 decimals
                    erp_order_create | {"customer":"Acme","item":"monitor","quantity":"1","unitPrice":"-3"}           | unitPrice: must be above zero
                    erp_order_create | {"customer":"Acme","item":"monitor","quantity":"1","lines":[{"item":"monitor","quantity":"1"}]} | or lines with their own, not both
                    erp_order_list   | {"status":"lost"}                                                              | status: wants one of
                    """)
    void anArgumentThatMeansNothingIsRefusedByName(String tool, String json, String text) {
        var depot = Depot.open();
        var before = depot.ok("erp_tenant_export", "{}");
        assertThat(depot.server().refused(tool, json).text()).contains(text);
        assertThat(depot.ok("erp_tenant_export", "{}")).isEqualTo(before);
    }

    @Test
    void theSameKeyMovesOnceAndWithAnotherBodyIsAConflict() {
        var depot = Depot.open();
        var first = keyed(depot, "3");
        assertThat(keyed(depot, "3")).isEqualTo(first);
        assertThat(((ToolAnswer.Refused) keyed(depot, "4")).code()).isEqualTo("idempotency_conflict");
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"monitor\"}")
                        .at("/sums/0/onHand")
                        .stringValue())
                .isEqualTo("7");
    }

    private static ToolAnswer keyed(Depot depot, String quantity) {
        var json = "{\"action\":\"ship\",\"item\":\"monitor\",\"quantity\":\"%s\",\"warehouse\":\"Munich\"}"
                .formatted(quantity);
        return depot.server()
                .call(ToolInvocation.of("erp_stock_move", TestServer.parse(json))
                        .keyed("call-1"));
    }

    @Test
    void thePurgeOfATenantRemovesItsLedger() {
        var depot = Depot.open();
        var other = Depot.open();
        assertThat(depot.ok("erp_tenant_purge", "{}").at("/summary").stringValue())
                .matches("(\\d{2,}) rows .*");
        assertThat(other.ok("erp_stock_history", "{}").at("/total").intValue()).isEqualTo(4);
    }

    @Test
    void whatClientsSeeOfTheToolsIsWhatWasReviewed() {
        ToolSnapshots.verify(ErpServer.declare(), Path.of("src/test/resources/tools"));
    }

    @Test
    void listsTenToTwentyFiveToolsToWhoAsksForNoToolset() {
        assertThat(TestServer.of(ErpServer.declare()).usual()).hasSizeBetween(10, 25);
    }
}
