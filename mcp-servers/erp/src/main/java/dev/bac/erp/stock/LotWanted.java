package dev.bac.erp.stock;

import dev.bac.mcp.Arg;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Goods of one lot, or the one with that serial number. */
public record LotWanted(
        @Arg("Lot or serial number") String lot,

        @Arg(value = "How many of it; 1 when left out", format = "decimal") @Nullable BigDecimal quantity,

        @Arg("For a new lot: the last day it is good") @Nullable LocalDate expires) {}
