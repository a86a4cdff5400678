/** Buying: suppliers, purchase orders, receipts, what suppliers bill, and when to buy again. */
@NullMarked
package dev.bac.erp.purchase;

import org.jspecify.annotations.NullMarked;
