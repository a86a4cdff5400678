/** The chart of accounts and the double-entry journal, and the gapless numbers of what is posted into it. */
@NullMarked
package dev.bac.finance.journal;

import org.jspecify.annotations.NullMarked;
