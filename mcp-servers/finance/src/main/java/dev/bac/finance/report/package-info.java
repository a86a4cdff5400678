/** What the books say: balances, ageing, revenue, trial balance. */
@NullMarked
package dev.bac.finance.report;

import org.jspecify.annotations.NullMarked;
