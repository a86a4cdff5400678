/** Goods that a supplier ships straight to our customer: ordered from one, sold to the other, never in our stock. */
@NullMarked
package dev.bac.erp.drop;

import org.jspecify.annotations.NullMarked;
