/** Credit notes: they take back part of an invoice or bill, never more than it. */
@NullMarked
package dev.bac.finance.credit;

import org.jspecify.annotations.NullMarked;
