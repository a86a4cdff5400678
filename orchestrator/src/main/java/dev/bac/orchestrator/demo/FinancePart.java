package dev.bac.orchestrator.demo;

import dev.bac.erp.ErpSeed;
import dev.bac.finance.FinanceSeed;
import dev.bac.finance.party.Party;
import dev.bac.finance.payment.PaymentMethod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sales as the books keep them, with what the goods, the people and the rooms cost. */
final class FinancePart {
    private static final String EUR = "EUR";
    private static final BigDecimal TAX = new BigDecimal(19);

    private final Names names;
    private final LocalDate today;
    private final List<Customer> customers;
    private final List<Sale> sales;
    private final List<Sale> invoiced;
    private final List<FinanceSeed.BillSeed> bills = new ArrayList<>();

    FinancePart(Names names, LocalDate today, List<Customer> customers, List<Sale> sales) {
        this.names = names;
        this.today = today;
        this.customers = customers;
        this.sales = sales;
        this.invoiced = sales.stream()
                .filter(sale -> sale.state() == Sale.State.INVOICED)
                .toList();
    }

    FinanceSeed seed() {
        return new FinanceSeed(
                Stream.concat(
                                customers.stream()
                                        .map(one ->
                                                new Party(one.id(), one.name(), Party.Kind.CUSTOMER, one.termsDays())),
                                suppliers().map(one -> new Party(one.id(), one.name(), Party.Kind.SUPPLIER, 30)))
                        .toList(),
                invoiced.stream().map(FinancePart::invoice).toList(),
                invoiced.stream()
                        .filter(sale -> sale.paid() != null)
                        .map(FinancePart::payment)
                        .toList(),
                bills(),
                List.of(new FinanceSeed.OpeningSeed(
                        Dice.id("opening", 0), "1000", EUR, today.minusMonths(25), new BigDecimal("350000.00"))),
                null,
                List.of(rate("USD", "0.92"), rate("GBP", "1.17"), rate("CHF", "1.05"), rate("JPY", "0.0061")),
                deliveries(),
                null,
                null);
    }

    /** About what it was when the demo company was made up. */
    private FinanceSeed.RateSeed rate(String currency, String rate) {
        return new FinanceSeed.RateSeed(currency, today.minusMonths(25), new BigDecimal(rate));
    }

    /** The newest sales are orders too, whose deliveries were invoiced. */
    private List<FinanceSeed.DeliverySeed> deliveries() {
        return IntStream.range(sales.size() - Trade.ORDERS, sales.size())
                .filter(index -> sales.get(index).state() == Sale.State.INVOICED)
                .mapToObj(index -> new FinanceSeed.DeliverySeed(
                        ErpSeed.delivery(Dice.id("order", index)),
                        "order of " + sales.get(index).day(),
                        sales.get(index).invoice()))
                .toList();
    }

    private record Supplier(UUID id, String name) {}

    private Stream<Supplier> suppliers() {
        return Stream.concat(names.suppliers().stream(), Stream.of("Payroll", "Hafenstrasse Offices", "Elbe Freight"))
                .map(name -> new Supplier(supplier(name), name));
    }

    private static UUID supplier(String name) {
        return Dice.id("supplier " + name, 0);
    }

    private static FinanceSeed.InvoiceSeed invoice(Sale sale) {
        return new FinanceSeed.InvoiceSeed(
                sale.invoice(),
                sale.customer().id(),
                EUR,
                sale.day(),
                sale.due(),
                sale.lines().stream()
                        .map(line -> new FinanceSeed.LineSeed(
                                line.good().name(), BigDecimal.valueOf(line.quantity()), line.price(), sale.taxRate()))
                        .toList());
    }

    private static FinanceSeed.PaymentSeed payment(Sale sale) {
        var part = sale.half() ? sale.gross().divide(BigDecimal.TWO, 2, RoundingMode.DOWN) : null;
        return new FinanceSeed.PaymentSeed(
                UUID.nameUUIDFromBytes((sale.invoice() + "/payment").getBytes(StandardCharsets.UTF_8)),
                sale.customer().id(),
                EUR,
                Objects.requireNonNull(sale.paid()),
                PaymentMethod.BANK_TRANSFER,
                null,
                null,
                List.of(new FinanceSeed.SettleSeed(sale.invoice(), part)));
    }

    /** Each month: goods for what was sold in it, from one supplier after another; wages, rent and freight. */
    private List<FinanceSeed.BillSeed> bills() {
        Map<YearMonth, BigDecimal> costs = new TreeMap<>();
        for (Sale sale : invoiced) {
            for (var line : sale.lines()) {
                costs.merge(
                        YearMonth.from(sale.day()),
                        line.good().cost().multiply(BigDecimal.valueOf(line.quantity())),
                        BigDecimal::add);
            }
        }
        costs.forEach((month, cost) -> {
            int count = names.suppliers().size();
            for (int part = 0; part < 3; part++) {
                String name = names.suppliers().get((month.getMonthValue() * 3 + part) % count);
                bill(
                        name,
                        "Goods " + month,
                        "5000",
                        month.atDay(4 + part * 8),
                        cost.divide(BigDecimal.valueOf(3), 2, RoundingMode.HALF_UP),
                        TAX);
            }
            bill(
                    "Payroll",
                    "Wages " + month,
                    "6000",
                    month.atEndOfMonth(),
                    new BigDecimal("31500.00"),
                    BigDecimal.ZERO);
            bill("Hafenstrasse Offices", "Rent " + month, "6100", month.atDay(1), new BigDecimal("4800.00"), TAX);
            bill(
                    "Elbe Freight",
                    "Freight " + month,
                    "6200",
                    month.atDay(20),
                    cost.movePointLeft(2).multiply(BigDecimal.valueOf(4)).setScale(2, RoundingMode.HALF_UP),
                    TAX);
        });
        return List.copyOf(bills);
    }

    private void bill(String supplier, String text, String account, LocalDate day, BigDecimal net, BigDecimal tax) {
        if (!day.isBefore(today)) {
            return;
        }
        LocalDate due = day.plusDays(30);
        bills.add(new FinanceSeed.BillSeed(
                Dice.id("bill", bills.size()),
                supplier(supplier),
                text,
                account,
                EUR,
                day,
                due,
                net,
                tax,
                due.isBefore(today) ? due : null));
    }
}
