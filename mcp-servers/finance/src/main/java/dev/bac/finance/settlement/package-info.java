/** What settles what: payments and credit notes against invoices and bills. */
@NullMarked
package dev.bac.finance.settlement;

import org.jspecify.annotations.NullMarked;
