/** Invoices as documents: PDF, and electronic invoices out and in. */
@NullMarked
package dev.bac.finance.document;

import org.jspecify.annotations.NullMarked;
