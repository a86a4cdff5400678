/** Prices agreed for a time, a customer or a quantity. */
@NullMarked
package dev.bac.erp.price;

import org.jspecify.annotations.NullMarked;
