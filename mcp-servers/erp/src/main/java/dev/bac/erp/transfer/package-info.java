/** Goods under way between two warehouses of ours: sent, and received in parts. */
@NullMarked
package dev.bac.erp.transfer;

import org.jspecify.annotations.NullMarked;
