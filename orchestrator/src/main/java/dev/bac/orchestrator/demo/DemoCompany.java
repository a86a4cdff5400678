package dev.bac.orchestrator.demo;

import dev.bac.crm.seed.CrmSeed;
import dev.bac.erp.ErpSeed;
import dev.bac.finance.FinanceSeed;
import dev.bac.messaging.seed.MessagingSeed;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Everything the demo company knows, domain by domain. The same customer has the same id everywhere, an order's goods
 * are the ones that left the warehouse and stand on the invoice, and all dates are relative to the given day.
 */
public record DemoCompany(CrmSeed crm, ErpSeed erp, FinanceSeed finance, MessagingSeed messaging) {
    /** What it is called. */
    public static final String NAME = "Nordlicht Trading";

    private static final long SEED = 20_260_728L;

    /** The company as it stands at the beginning of {@code today} in {@code zone}. */
    public static DemoCompany on(LocalDate today, ZoneId zone) {
        var names = Names.load();
        var dice = new Dice(SEED);
        var customers = new Customers(names, dice, today).make();
        var goods = Good.all(names);
        var sales = new Trade(dice, today, customers, goods).make();
        return new DemoCompany(
                new CrmPart(names, dice, today, zone, customers).seed(),
                new ErpPart(dice, customers, goods, sales).seed(),
                new FinancePart(names, today, customers, sales).seed(),
                new MessagingPart(dice, today, zone, sales).seed());
    }
}
