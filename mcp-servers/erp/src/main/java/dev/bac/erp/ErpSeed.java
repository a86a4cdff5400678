package dev.bac.erp;

import dev.bac.erp.item.ItemStore;
import dev.bac.erp.order.Customers;
import dev.bac.erp.order.OrderStatus;
import dev.bac.erp.stock.Move;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Records to begin with. Ids are the caller's, so that seeding twice changes nothing; SKUs and order numbers are given
 * out in the order of the lists. Moves are posted before orders, each list in its order, and no warehouse may fall below
 * zero on the way. A list left out is empty.
 */
public record ErpSeed(
        @Nullable List<Customers.Customer> customers,
        @Nullable List<WarehouseSeed> warehouses,
        @Nullable List<ItemStore.Draft> items,
        @Nullable List<MoveSeed> moves,
        @Nullable List<OrderSeed> orders) {

    public record WarehouseSeed(UUID id, String name) {}

    /**
     * @param from the warehouse it leaves; null when it comes from outside (RECEIVE, ADJUST upwards)
     * @param to the warehouse it enters; null when it goes outside (SHIP, ADJUST downwards)
     * @param reason compulsory for ADJUST
     * @param cost of all of it, in the item's currency, for goods that come in; its usual cost when null
     */
    public record MoveSeed(
            UUID id,
            Move.Kind kind,
            UUID item,
            @Nullable UUID from,
            @Nullable UUID to,
            BigDecimal quantity,
            LocalDate date,
            @Nullable String reason,
            @Nullable BigDecimal cost) {

        /** Goods that come in cost what the item usually costs. */
        public MoveSeed(
                UUID id,
                Move.Kind kind,
                UUID item,
                @Nullable UUID from,
                @Nullable UUID to,
                BigDecimal quantity,
                LocalDate date,
                @Nullable String reason) {
            this(id, kind, item, from, to, quantity, date, reason, null);
        }
    }

    /**
     * @param status CONFIRMED reserves the goods, DELIVERED ships them on {@code delivered}
     */
    public record OrderSeed(
            UUID id,
            UUID customer,
            UUID warehouse,
            String currency,
            LocalDate ordered,
            OrderStatus status,
            @Nullable LocalDate delivered,
            List<OrderLineSeed> lines) {}

    /** @param unitPrice without tax, in the order's currency */
    public record OrderLineSeed(UUID item, BigDecimal quantity, BigDecimal unitPrice) {}

    /** The id of the delivery note that a delivered order of a seed gets. */
    public static UUID delivery(UUID order) {
        return UUID.nameUUIDFromBytes(("delivery/" + order).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
