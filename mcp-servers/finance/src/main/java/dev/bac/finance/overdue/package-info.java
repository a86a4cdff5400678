/** Events of invoices that are overdue: when one becomes so, when that changes, and when it is over. */
@NullMarked
package dev.bac.finance.overdue;

import org.jspecify.annotations.NullMarked;
