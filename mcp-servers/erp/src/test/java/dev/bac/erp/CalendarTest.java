package dev.bac.erp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.testing.SetClock;
import dev.bac.mcp.testing.TestServer;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Today is what the company's people read from their calendar: what is good, valid or priced until today is so to the last
 * second of their day and no second longer, also on 29 February, at the turn of the year and where a day begins at one.
 */
class CalendarTest {
    private static final SetClock CLOCK = new SetClock();

    @ParameterizedTest
    @CsvSource({
        "2026-12-31, Europe/Berlin",
        "2027-01-01, Pacific/Kiritimati",
        "2027-03-27, Asia/Beirut",
        "2027-10-31, America/New_York",
        "2028-02-29, America/Los_Angeles",
    })
    void whatIsGoodUntilTodayIsSoToTheLastSecondOfTheCompanysDay(LocalDate today, ZoneId zone) {
        CLOCK.set(today.atTime(23, 59, 59), zone);
        var depot = Depot.on(TestServer.at(ErpServer.declare(), CLOCK, zone));
        depot.ok("erp_item_save", "{\"name\":\"Milk\",\"listPrice\":\"9\",\"cost\":\"3\",\"tracking\":\"lot\"}");
        depot.ok("erp_lot_move", """
                {"action":"receive","item":"Milk","quantity":9,"warehouse":"Munich","lots":[{"lot":"A","quantity":9,"expires":"%s"}]}
                """.formatted(today));
        depot.ok("erp_price_set", "{\"item\":\"monitor\",\"unitPrice\":\"150\",\"to\":\"%s\"}".formatted(today));
        depot.ok(
                "erp_quote_create",
                "{\"customer\":\"Acme\",\"lines\":[{\"item\":\"cable\",\"quantity\":1}],\"validDays\":0}");
        for (int i = 0; i < 2; i++) {
            depot.ok(
                    "erp_order_create",
                    "{\"customer\":\"Acme\",\"item\":\"Milk\",\"quantity\":2,\"warehouse\":\"Munich\"}");
        }
        assertThat(depot.server()
                        .refused("erp_stock_move", move(today.plusDays(1)))
                        .text())
                .contains("date: %s is in the future; today is %s".formatted(today.plusDays(1), today));
        depot.ok("erp_stock_move", move(today));
        assertThat(ordered(depot)).isEqualTo(today + " 150.00");
        depot.ok("erp_order_deliver", "{\"order\":\"SO-1001\"}");
        assertThat(depot.ok("erp_lot_list", "{}").at("/lots/0/expired").booleanValue())
                .isFalse();

        var tomorrow = today.plusDays(1);
        CLOCK.set(tomorrow.atStartOfDay(zone).toInstant());
        assertThat(ordered(depot)).isEqualTo(tomorrow + " 199.00");
        assertThat(depot.ok("erp_lot_list", "{}").at("/lots/0/expired").booleanValue())
                .isTrue();
        assertThat(depot.server()
                        .refused("erp_order_deliver", "{\"order\":\"SO-1002\"}")
                        .text())
                .contains("expired");
        assertThat(depot.server()
                        .refused("erp_quote_update", "{\"quotation\":\"QT-1001\",\"action\":\"accept\"}")
                        .text())
                .contains("was valid until " + today);
        assertThat(depot.findings()).isEmpty();
    }

    private static String move(LocalDate day) {
        return "{\"action\":\"receive\",\"item\":\"cable\",\"quantity\":50,\"warehouse\":\"Munich\",\"date\":\"%s\"}"
                .formatted(day);
    }

    private static String ordered(Depot depot) {
        var order = depot.ok(
                "erp_order_create",
                "{\"customer\":\"Acme\",\"item\":\"monitor\",\"quantity\":1,\"warehouse\":\"Munich\"}");
        return order.at("/order/ordered").asString() + " "
                + order.at("/order/total/amount").asString();
    }
}
