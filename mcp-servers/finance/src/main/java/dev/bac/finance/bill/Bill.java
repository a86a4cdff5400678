package dev.bac.finance.bill;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a supplier asked for.
 *
 * @param account code of the cost it is booked to
 * @param paid the day it was paid from the bank
 */
public record Bill(
        UUID id,
        UUID party,
        String supplier,
        String description,
        String account,
        String currency,
        LocalDate billed,
        LocalDate due,
        BigDecimal net,
        BigDecimal tax,
        @Nullable LocalDate paid) {

    BigDecimal total() {
        return net.add(tax);
    }
}
