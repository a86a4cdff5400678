/** Payments from customers and the invoices they settle. */
@NullMarked
package dev.bac.finance.payment;

import org.jspecify.annotations.NullMarked;
