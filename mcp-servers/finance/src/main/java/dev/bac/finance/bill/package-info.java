/** Suppliers' bills: the company's costs. */
@NullMarked
package dev.bac.finance.bill;

import org.jspecify.annotations.NullMarked;
