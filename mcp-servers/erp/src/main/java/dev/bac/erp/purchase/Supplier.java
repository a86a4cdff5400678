package dev.bac.erp.purchase;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * Who sells to us.
 *
 * @param leadDays from order to receipt
 * @param tolerance in percent: by how much a receipt may exceed the order, and a bill's price the order's price
 */
public record Supplier(UUID id, String name, int leadDays, BigDecimal tolerance) {}
