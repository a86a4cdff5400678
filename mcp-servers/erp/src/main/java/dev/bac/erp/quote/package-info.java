/** Quotations: what is offered to a customer until a day, and the order it becomes. */
@NullMarked
package dev.bac.erp.quote;

import org.jspecify.annotations.NullMarked;
