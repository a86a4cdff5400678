package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.erp.item.ItemStore;
import dev.bac.mcp.testing.TestServer;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that go by a SKU that somebody chose, beside those that got a number: the depot's are SKU-1001 to SKU-1004. */
class ChosenSkuTest {
    private final Depot depot = Depot.open();

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void anItemGoesByTheSkuThatWasChosenAndIsFoundByIt() {
        assertThat(saved("Paracetamol 500 mg", " PARA-500 ")).isEqualTo("PARA-500");
        assertThat(saved("Vitamin C", "SKU VIT-C")).as("as people say it").isEqualTo("VIT-C");
        receive("para-500", "40");

        assertThat(depot.ok("erp_item_search", "{\"text\":\"Para-500\"}")
                        .at("/items/0/name")
                        .stringValue())
                .isEqualTo("Paracetamol 500 mg");
        assertThat(depot.ok("erp_stock_levels", "{\"item\":\"PARA-500\"}")
                        .at("/summary")
                        .stringValue())
                .isEqualTo("PARA-500 Paracetamol 500 mg: 40 pcs (0 reserved, 40 free) on hand in all warehouses.");
        assertThat(depot.ok(
                                "erp_order_create",
                                "{\"customer\":\"Acme\",\"item\":\"PARA-500\",\"quantity\":2,\"warehouse\":\"Munich\"}")
                        .at("/summary")
                        .stringValue())
                .contains("2 pcs Paracetamol 500 mg");
    }

    @Test
    void noTwoItemsOfACompanyHaveOneSkuInAnyCase() {
        saved("Paracetamol", "PARA-500");
        for (var taken : List.of("PARA-500", "para-500")) {
            var refused = depot.server().refused("erp_item_save", item("Other", taken));
            assertThat(refused.code()).isEqualTo("conflict");
            assertThat(refused.text())
                    .contains("sku: PARA-500 is the SKU of Paracetamol already; choose another one, or leave it out");
        }
        assertThat(depot.server()
                        .refused("erp_item_save", item("Other", "sku-1003"))
                        .text())
                .contains("sku: SKU-1003 is the SKU of Monitor 27 inch already");
        assertThat(depot.ok("erp_item_search", "{}").at("/total").intValue()).isEqualTo(5);
    }

    @Test
    void ofThirtyTwoWhoWantOneSkuAtOnceOneGetsIt() throws Exception {
        long won = StockRaceTest.run(
                32, i -> depot.server().call("erp_item_save", item("Paracetamol " + i, i % 2 == 0 ? "P-1" : "p-1")));
        assertThat(won).isEqualTo(1);
        assertThat(depot.ok("erp_item_search", "{\"text\":\"Paracetamol\"}")
                        .at("/total")
                        .intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PARA 500", "-500", "PARA-", "PARA/500", "PÄRA", "sku;drop", "ıtem", "PARA\\n500", "٣٤"})
    void aMalformedSkuIsRefusedByNameWithWhatItTakes(String sku) {
        var refused = depot.server().refused("erp_item_save", item("Paracetamol", sku));
        assertThat(refused.code()).isEqualTo("invalid");
        assertThat(refused.text()).contains("sku: ").contains("such as PARA-500");
    }

    @Test
    void aSkuHasAtMostThirtyTwoCharactersAndABlankOneIsNone() {
        assertThat(saved("Longest", "X".repeat(32))).hasSize(32);
        assertThat(depot.server()
                        .refused("erp_item_save", item("Longer", "X".repeat(33)))
                        .text())
                .contains("sku: has 33 characters; at most 32 fit");
        assertThat(saved("Numbered", " ")).isEqualTo("SKU-1006");
    }

    @Test
    void automaticNumbersSkipThoseThatSomebodyChose() {
        assertThat(saved("Chosen before", "sku-1007")).isEqualTo("sku-1007");
        for (int number = 1008; number < 1012; number++) {
            saved("Chosen before", "SKU-" + (number + 2));
        }
        assertThat(saved("No number", "SKU-01014")).isEqualTo("SKU-01014");
        assertThat(saved("No number either", "SKU-99999999999999999999")).hasSize(24);

        // The seven have the numbers up to 1011; of the next ones 1012 and 1013 were chosen.
        assertThat(saved("Automatic", null)).isEqualTo("SKU-1014");
        assertThat(saved("Automatic again", null)).isEqualTo("SKU-1015");
        assertThat(saved("And again", null)).isEqualTo("SKU-1016");
    }

    @Test
    void automaticNumbersAndChosenOnesAtOnceNeverMeet() throws Exception {
        long won = StockRaceTest.run(60, i -> depot.server()
                .call("erp_item_save", item("Thing " + i, i % 3 == 0 ? "SKU-" + (1006 + i) : null)));
        long automatic = 40;
        assertThat(won).as("whoever leaves it out always gets one").isGreaterThan(automatic);
        var skus = depot.ok("erp_item_search", "{\"limit\":200}")
                .at("/items")
                .valueStream()
                .map(one -> one.at("/sku").stringValue())
                .toList();
        assertThat(skus).doesNotHaveDuplicates().hasSize((int) won + 4);
    }

    @Test
    void seedsKeepTheirsAndOthersGetNumbersThatAreFree() {
        depot.seed(new ErpSeed(
                null,
                null,
                List.of(draft("a", "SKU-1006"), draft("b", null), draft("c", "MED-1"), draft("d", null)),
                null,
                null));
        assertThat(skuOf("a")).isEqualTo("SKU-1006");
        assertThat(skuOf("c")).isEqualTo("MED-1");
        assertThat(List.of(skuOf("b"), skuOf("d"))).doesNotContain("SKU-1006").doesNotHaveDuplicates();
        assertThat(depot.server()
                        .refused("erp_tenant_seed", seedOf(draft("e", "MED-2"), draft("f", "med-2")))
                        .text())
                .contains("sku: med-2 is there twice");
    }

    @Test
    void aSkuCanBeChangedAndTheOldOneIsFreeAgain() {
        depot.ok("erp_item_save", "{\"item\":\"SKU-1003\",\"sku\":\"MON-27\"}");
        assertThat(depot.ok("erp_stock_history", "{\"item\":\"MON-27\"}")
                        .at("/total")
                        .intValue())
                .isEqualTo(1);
        assertThat(depot.server()
                        .refused("erp_item_save", "{\"item\":\"MON-27\",\"sku\":\"sku-1001\"}")
                        .text())
                .contains("sku: SKU-1001 is the SKU of LED panel 60x60 already");
        assertThat(depot.ok("erp_item_save", "{\"item\":\"MON-27\",\"sku\":\"mon-27\",\"listPrice\":\"5\"}")
                        .at("/item/sku")
                        .stringValue())
                .isEqualTo("mon-27");
        assertThat(saved("Successor", "SKU-1003")).isEqualTo("SKU-1003");
    }

    @Test
    void aVariantHasASkuOfItsOwn() {
        saved("T-shirt", "TSH");
        var made = depot.ok(
                "erp_item_save",
                "{\"variantOf\":\"tsh\",\"sku\":\"TSH-BK-M\",\"attributes\":[{\"name\":\"colour\",\"value\":\"black\"}]}");
        assertThat(made.at("/item/sku").stringValue()).isEqualTo("TSH-BK-M");
        assertThat(made.at("/item/name").stringValue()).isEqualTo("T-shirt, black");
        assertThat(depot.server()
                        .refused("erp_stock_levels", "{\"item\":\"TSH-BK\"}")
                        .text())
                .contains("item");
    }

    @Test
    void anotherCompanyMayChooseTheSame() {
        saved("Paracetamol", "PARA-500");
        var other = Depot.on(TestServer.of(ErpServer.declare()));
        assertThat(other.ok("erp_item_save", item("Other", "PARA-500"))
                        .at("/item/sku")
                        .stringValue())
                .isEqualTo("PARA-500");
    }

    @Test
    void anExportTellsTheSku() {
        saved("Paracetamol", "PARA-500");
        assertThat(depot.server()
                        .read(tx -> ErpServer.declare().life().export(tx))
                        .at("/item")
                        .toString())
                .contains("\"sku\":\"PARA-500\"");
    }

    private String saved(String name, String sku) {
        return depot.ok("erp_item_save", item(name, sku)).at("/item/sku").stringValue();
    }

    private static String item(String name, String sku) {
        return "{\"name\":\"%s\",\"listPrice\":\"4.20\"%s}"
                .formatted(name, sku == null ? "" : ",\"sku\":\"%s\"".formatted(sku));
    }

    private void receive(String item, String quantity) {
        depot.ok(
                "erp_stock_move",
                "{\"action\":\"receive\",\"item\":\"%s\",\"quantity\":\"%s\",\"warehouse\":\"Munich\"}"
                        .formatted(item, quantity));
    }

    private String skuOf(String key) {
        return depot.ok("erp_item_search", "{\"text\":\"%s\"}".formatted(Depot.id(key)))
                .at("/items/0/sku")
                .stringValue();
    }

    private static ItemStore.Draft draft(String key, String sku) {
        return new ItemStore.Draft(
                Depot.id(key), "Thing " + key, "Goods", "pcs", "EUR", BigDecimal.ONE, BigDecimal.ONE, null, sku);
    }

    private static String seedOf(ItemStore.Draft... drafts) {
        return dev.bac.mcp.ToolJson.mapper().writeValueAsString(new ErpSeed(null, null, List.of(drafts), null, null));
    }
}
