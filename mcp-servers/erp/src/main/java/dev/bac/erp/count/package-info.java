/** Counting the stock: sheets of what is to be counted, what was found, and the difference that is posted. */
@NullMarked
package dev.bac.erp.count;

import org.jspecify.annotations.NullMarked;
