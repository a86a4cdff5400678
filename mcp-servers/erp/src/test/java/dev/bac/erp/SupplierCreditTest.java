package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Credit is asked of a supplier for what was billed and went back: once, on its bill, at what was charged. */
class SupplierCreditTest {
    private final Depot depot = Depot.open();

    @BeforeEach
    void tenCablesAtThreeAndAThird() {
        depot.ok("erp_supplier_save", "{\"name\":\"Lumina\",\"tolerance\":\"10\"}");
        depot.ok("erp_purchase_create", """
                {"supplier":"Lumina","item":"cable","quantity":10,"unitPrice":"3.333","warehouse":"Munich"}
                """);
        depot.ok("erp_purchase_receive", "{\"order\":\"PO-1001\"}");
    }

    @AfterEach
    void everythingIsConsistentAfterEachTest() {
        assertThat(depot.findings()).isEmpty();
    }

    @Test
    void whatGoesBackAfterItsBillIsCreditedAtOnceAtWhatWasCharged() {
        bill("L-1", "10", "35.00");
        back(3);
        back(7);
        assertThat(asked()).containsExactly("L-1 SB-1001 10.50 10.00", "L-1 SB-1002 24.50 23.33");
        assertThat(refused("erp_stock_cancel", "{\"what\":\"SB-1002\",\"reason\":\"x\"}"))
                .contains("credit for the goods of SB-1002 was asked for on bill L-1");
    }

    @Test
    void whatGoesBackBeforeItsBillIsCreditedWhenTheBillChargesIt() {
        back(4);
        assertThat(asked()).isEmpty();
        bill("L-1", "6", "20.00");
        assertThat(asked()).isEmpty();
        bill("L-2", "4", "13.33");
        assertThat(asked()).containsExactly("L-2 SB-1001 13.33 13.33");
    }

    @Test
    void aSupplierWhoBillsOnlyWhatWasKeptOwesNothing() {
        back(4);
        bill("L-1", "6", "20.00");
        back(1);
        assertThat(asked()).containsExactly("L-1 SB-1002 3.33 3.33");
        assertThat(depot.ok("erp_purchase_get", "{\"order\":\"PO-1001\"}")
                        .at("/lines/0/returned")
                        .stringValue())
                .isEqualTo("5");
    }

    @Test
    void aReturnThatIsCancelledBeforeTheBillIsForgotten() {
        back(4);
        depot.ok("erp_stock_cancel", "{\"what\":\"SB-1001\",\"reason\":\"they stay\"}");
        bill("L-1", "10", "33.33");
        assertThat(asked()).isEmpty();
    }

    private void bill(String reference, String quantity, String net) {
        depot.ok(
                "erp_purchase_bill",
                "{\"order\":\"PO-1001\",\"reference\":\"%s\",\"lines\":[{\"item\":\"cable\",\"quantity\":%s,\"net\":\"%s\"}]}"
                        .formatted(reference, quantity, net));
    }

    private void back(int quantity) {
        depot.ok(
                "erp_purchase_return",
                "{\"receipt\":\"GR-1001\",\"lines\":[{\"item\":\"cable\",\"quantity\":%d}]}".formatted(quantity));
    }

    private String refused(String tool, String json) {
        return depot.server().refused(tool, json).text();
    }

    private List<String> asked() {
        return depot.server()
                .read(tx -> tx.sql().createQuery("""
                        SELECT concat_ws(' ', body ->> 'reference', body ->> 'note', body ->> 'net', body ->> 'received') FROM outbox
                         WHERE type = 'erp.supplier_credit.requested' ORDER BY seq
                        """).mapTo(String.class).list());
    }
}
