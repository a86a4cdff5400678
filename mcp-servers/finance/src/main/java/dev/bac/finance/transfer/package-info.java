/** Transfers in two steps: an amount is held, then posted or given up, or it lapses. */
@NullMarked
package dev.bac.finance.transfer;

import org.jspecify.annotations.NullMarked;
