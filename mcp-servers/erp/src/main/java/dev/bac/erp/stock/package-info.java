/** The stock ledger: where items are, how they move, what is reserved. */
@NullMarked
package dev.bac.erp.stock;

import org.jspecify.annotations.NullMarked;
