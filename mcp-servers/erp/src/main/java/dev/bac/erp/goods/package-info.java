/** Deliveries, receipts and returns: goods that leave or come in parts, line by line of an order. */
@NullMarked
package dev.bac.erp.goods;

import org.jspecify.annotations.NullMarked;
