/** Sales invoices: written with their journal entry, found again, listed. */
@NullMarked
package dev.bac.finance.invoice;

import org.jspecify.annotations.NullMarked;
