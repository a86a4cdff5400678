package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another company's documents, and arguments that mean nothing, in the tools of trade and production. */
class StrangersInTradeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    erp_purchase_get     | {"order":"PURCHASE"}
                    erp_purchase_get     | {"order":"PO-1001"}
                    erp_purchase_update  | {"order":"PURCHASE","action":"close"}
                    erp_purchase_receive | {"order":"PURCHASE"}
                    erp_purchase_bill    | {"order":"PURCHASE","reference":"x"}
                    erp_purchase_list    | {"supplier":"Stranger Ltd"}
                    erp_purchase_create  | {"supplier":"Stranger Ltd","item":"monitor","quantity":"1"}
                    erp_purchase_return  | {"receipt":"RECEIPT"}
                    erp_purchase_land    | {"receipt":"RECEIPT","amount":"5","reason":"x"}
                    erp_purchase_propose | {"supplier":"Stranger Ltd"}
                    erp_stock_cancel     | {"what":"RECEIPT","reason":"x"}
                    erp_stock_cancel     | {"what":"GR-1001","reason":"x"}
                    erp_order_return     | {"delivery":"DN-1001"}
                    erp_quote_update     | {"quotation":"QUOTE","action":"accept"}
                    erp_work_update      | {"order":"WORK","action":"cancel"}
                    erp_bom_explode      | {"item":"SECRET"}
                    erp_bom_save         | {"item":"monitor","parts":[{"item":"SECRET","quantity":1}]}
                    erp_work_create      | {"item":"SECRET","quantity":1}
                    erp_price_set        | {"item":"SECRET","unitPrice":"1"}
                    erp_item_save        | {"item":"SECRET","listPrice":"1"}
                    """)
    void anotherCompanysDocumentsAreNotFoundInAnyArgument(String tool, String json) {
        var theirs = trading();
        var mine = Depot.open();
        var named = json.replace("PURCHASE", theirs.id("purchase_order"))
                .replace("RECEIPT", theirs.id("goods_note"))
                .replace("QUOTE", theirs.id("quotation"))
                .replace("WORK", theirs.id("work_order"))
                .replace("SECRET", theirs.secret());
        var before = mine.ok("erp_tenant_export", "{}");
        var refused = mine.server().refused(tool, named);
        assertThat(refused.code()).isEqualTo("not_found");
        assertThat(refused.text()).doesNotContain("Stranger GmbH").doesNotContain("Secret lamp");
        assertThat(mine.ok("erp_tenant_export", "{}")).isEqualTo(before);
        assertThat(theirs.depot().findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    erp_purchase_create  | {"supplier":"Lumina","item":"monitor","quantity":"1e30"}                                  | quantity: is too large
                    erp_purchase_create  | {"supplier":"Lumina","item":"monitor","quantity":"1","unitPrice":"-1"}                    | unitPrice: must not be below zero
                    erp_purchase_create  | {"supplier":"Lumina","item":"monitor","quantity":"1","unitPrice":"0.0000001"}             | unitPrice
                    erp_purchase_create  | {"supplier":"Lumina","item":"monitor","quantity":"1","date":"2026-02-30"}                 | date
                    erp_purchase_create  | {"supplier":"Lumina","item":"monitor","quantity":"1","date":"2028-02-29"}                 | date: 2028-02-29 is in the future
                    erp_purchase_create  | {"supplier":"Lumina","item":"monitor","quantity":"1","expected":"2026-03-01"}             | expected: 2026-03-01 is before the order
                    erp_purchase_create  | {"supplier":"Lumina'; DROP TABLE item; --","item":"monitor","quantity":"1"}               | supplier: no supplier
                    erp_purchase_receive | {"order":"PO-1001","lines":[{"item":"cable","accepted":"1"}]}                             | lines.item: SKU-1004 is not in this order
                    erp_purchase_receive | {"order":"PO-1001","lines":[{"item":"monitor","accepted":"0"}]}                           | above zero
                    erp_purchase_receive | {"order":"PO-1001","lines":[{"item":"monitor","accepted":"-1"}]}                          | lines.accepted: must not be below zero
                    erp_purchase_bill    | {"order":"PO-1001","reference":" "}                                                      | reference: is empty
                    erp_purchase_bill    | {"order":"PO-1001","reference":"x"}                                                      | nothing of PO-1001 was received
                    erp_supplier_save    | {"name":"x","tolerance":"101"}                                                            | tolerance: is too large
                    erp_supplier_save    | {"name":"x","leadDays":-1}                                                                | leadDays: is -1
                    erp_item_save        | {"name":"x"}                                                                              | listPrice: is missing
                    erp_item_save        | {"item":"monitor","valuation":"fifo"}                                                     | valuation: SKU-1003 has moved already
                    erp_item_save        | {"item":"monitor","currency":"USD"}                                                       | currency: SKU-1003 is priced in EUR
                    erp_stock_move       | {"action":"ship","item":"monitor","quantity":"1","warehouse":"Munich","unitCost":"1"}     | unitCost: only goods received have one
                    erp_stock_value      | {"position":"x"}                                                                          | position: wants transaction:number
                    erp_stock_value      | {"position":"1:1","item":"monitor"}                                                       | position: is of the whole stock
                    erp_stock_cancel     | {"what":"DN-9999","reason":"x"}                                                           | what: no note
                    erp_order_create     | {"customer":"Acme","lines":[{"item":"monitor","quantity":"1","discount":"101"}]}          | discount: is too large
                    erp_quote_create     | {"customer":"Acme","lines":[]}                                                            | lines: is empty
                    erp_quote_create     | {"customer":"Acme","lines":[{"item":"monitor","quantity":"0"}]}                           | quantity: must be above zero
                    erp_price_set        | {"item":"monitor","unitPrice":"1","from":"2026-03-02","to":"2026-03-01"}                  | to: 2026-03-01 is before
                    erp_bom_save         | {"item":"monitor","parts":[]}                                                             | parts: is empty
                    erp_work_create      | {"item":"monitor","quantity":"1"}                                                         | has no bill of material
                    """)
    void anArgumentThatMeansNothingIsRefusedByName(String tool, String json, String text) {
        var depot = Depot.open();
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\"}");
        depot.ok("erp_purchase_create", "{\"supplier\":\"Lumina\",\"item\":\"monitor\",\"quantity\":5}");
        var before = depot.ok("erp_tenant_export", "{}");
        assertThat(depot.server().refused(tool, json).text()).contains(text);
        assertThat(depot.ok("erp_tenant_export", "{}")).isEqualTo(before);
    }

    /** A company with one document of each kind, of an item and a supplier with telling names. */
    private record Trading(Depot depot, String secret) {
        String id(String table) {
            return depot.server().read(tx -> tx.sql()
                    .createQuery("SELECT id::text FROM " + table + " LIMIT 1")
                    .mapTo(String.class)
                    .one());
        }
    }

    private static Trading trading() {
        var depot = Depot.open();
        depot.ok("erp_supplier_save", "{\"name\":\"Stranger GmbH\"}");
        var secret = depot.ok(
                        "erp_item_save", "{\"name\":\"Secret lamp \uD83D\uDCA1\",\"listPrice\":\"5\",\"cost\":\"2\"}")
                .at("/item/id")
                .stringValue();
        depot.ok("erp_purchase_create", "{\"supplier\":\"Stranger GmbH\",\"item\":\"cable\",\"quantity\":5}");
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1001\"}");
        depot.ok("erp_quote_create", "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"cable\",\"quantity\":1}]}");
        depot.ok("erp_bom_save", "{\"item\":\"%s\",\"parts\":[{\"item\":\"cable\",\"quantity\":1}]}".formatted(secret));
        depot.ok("erp_work_create", "{\"item\":\"%s\",\"quantity\":1}".formatted(secret));
        return new Trading(depot, secret);
    }
}
