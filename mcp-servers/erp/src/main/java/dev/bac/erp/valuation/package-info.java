/** What stock is worth: moving average and first in, first out, as plain arithmetic without a store. */
@NullMarked
package dev.bac.erp.valuation;

import org.jspecify.annotations.NullMarked;
