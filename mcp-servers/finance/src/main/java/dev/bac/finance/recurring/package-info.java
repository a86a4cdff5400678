/** Invoices, bills and journal entries that are written again and again, once for each day of their schedule. */
@NullMarked
package dev.bac.finance.recurring;

import org.jspecify.annotations.NullMarked;
