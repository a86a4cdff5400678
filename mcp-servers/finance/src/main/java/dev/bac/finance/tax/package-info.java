/** Taxes: how much of a document they are. */
@NullMarked
package dev.bac.finance.tax;

import org.jspecify.annotations.NullMarked;
