/** Cancelling what was booked: an exact reversal, never a delete. */
@NullMarked
package dev.bac.erp.cancellation;

import org.jspecify.annotations.NullMarked;
