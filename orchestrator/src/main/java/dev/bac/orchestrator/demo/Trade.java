package dev.bac.orchestrator.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two years of sales: 1,000 invoices, growing slowly, with a busy autumn; and a few orders that are not delivered yet.
 */
final class Trade {
    static final int INVOICES = 1000;
    /** The newest orders are kept as orders; older ones only as invoices. */
    static final int ORDERS = 200;

    static final int OPEN_ORDERS = 20;
    private static final int DAYS = 730;

    private final Dice dice;
    private final LocalDate today;
    private final List<Customer> customers;
    private final List<Good> goods;

    Trade(Dice dice, LocalDate today, List<Customer> customers, List<Good> goods) {
        this.dice = dice;
        this.today = today;
        this.customers = customers;
        this.goods = goods;
    }

    /** All sales, oldest first; the open orders come last. */
    List<Sale> make() {
        var days = Stream.generate(this::day)
                .limit(INVOICES)
                .sorted(Comparator.naturalOrder())
                .toList();
        var sales = new ArrayList<Sale>();
        for (LocalDate day : days) {
            sales.add(sale(sales.size(), day, Sale.State.INVOICED));
        }
        for (int open = 0; open < OPEN_ORDERS; open++) {
            var state = open % 4 == 3 ? Sale.State.DRAFT : Sale.State.CONFIRMED;
            sales.add(sale(sales.size(), today.minusDays((OPEN_ORDERS - open) / 3), state));
        }
        return List.copyOf(sales);
    }

    private LocalDate day() {
        // The later of two throws on every third: trade grows.
        int ago = dice.between(1, DAYS);
        if (dice.chance(0.33)) {
            ago = Math.min(ago, dice.between(1, DAYS));
        }
        LocalDate day = today.minusDays(ago);
        int month = day.getMonthValue();
        if ((month == 7 || month == 8) && dice.chance(0.4)) {
            day = day.plusMonths(3);
        }
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY
                || day.getDayOfWeek() == DayOfWeek.SUNDAY
                || !day.isBefore(today)) {
            day = day.minusDays(1);
        }
        return day;
    }

    private Sale sale(int index, LocalDate day, Sale.State state) {
        var customer = buyer(day);
        var lines = Stream.generate(this::line).limit(dice.between(1, 4)).toList();
        var tax = customer.country().equals("DE") ? new BigDecimal(19) : BigDecimal.ZERO;
        LocalDate pays = day.plusDays(customer.termsDays() + customer.lateDays() + dice.between(-3, 6));
        boolean forgotten = dice.chance(0.015);
        boolean paid = state == Sale.State.INVOICED && !forgotten && pays.isBefore(today);
        return new Sale(
                Dice.id("invoice", index),
                customer,
                day,
                lines,
                tax,
                paid ? pays : null,
                paid && pays.isAfter(today.minusDays(45)) && dice.chance(0.12),
                state);
    }

    private Customer buyer(LocalDate day) {
        for (int tries = 0; tries < 20; tries++) {
            var customer = customers.get(dice.favouringTheFirst(customers.size()));
            if (!day.isBefore(customer.since())) {
                return customer;
            }
        }
        return customers.getFirst();
    }

    private Sale.Line line() {
        var good = dice.pick(goods);
        int quantity = good.price().compareTo(new BigDecimal(250)) > 0 ? dice.between(1, 8) : dice.between(5, 60);
        var discount = new BigDecimal(dice.pick(List.of("1", "1", "1", "0.97", "0.95", "0.90")));
        return new Sale.Line(good, quantity, good.price().multiply(discount).setScale(2, RoundingMode.HALF_UP));
    }
}
