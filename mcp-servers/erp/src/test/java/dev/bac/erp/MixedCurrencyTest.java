package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One document is in one currency: lines of several are refused by their field, with what to do, and write nothing. */
class MixedCurrencyTest {
    private static final String LINES =
            "\"lines\":[{\"item\":\"cable\",\"quantity\":1},{\"item\":\"Gauge\",\"quantity\":1}]";
    private final Depot depot = Depot.open();

    @BeforeEach
    void anItemInDollars() {
        depot.ok(
                "erp_item_save",
                "{\"name\":\"Gauge\",\"listPrice\":\"20\",\"cost\":\"8\",\"currency\":\"USD\",\"unit\":\"pcs\"}");
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "erp_order_create, '\"customer\":\"Acme\"', sales_order",
        "erp_quote_create, '\"customer\":\"Acme\"', quotation",
        "erp_purchase_create, '\"supplier\":\"Lumina\"', purchase_order"
    })
    void linesOfSeveralCurrenciesAreRefusedByTheirField(String tool, String whose, String table) {
        assertThat(depot.server()
                        .refused(tool, "{%s,%s}".formatted(whose, LINES))
                        .text())
                .contains("lines")
                .contains("write one order for each");
        int written = depot.server().read(tx -> tx.sql()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
        assertThat(written).isZero();
    }

    @Test
    void eachCurrencyByItselfIsTaken() {
        for (var item : new String[] {"cable", "Gauge"}) {
            depot.ok("erp_purchase_create", "{\"supplier\":\"Lumina\",\"item\":\"%s\",\"quantity\":1}".formatted(item));
        }
        assertThat(depot.ok("erp_purchase_get", "{\"order\":\"PO-1002\"}").toString())
                .contains("USD");
    }
}
