/** Closing the books: months locked, years carried to retained earnings, foreign currencies revalued. */
@NullMarked
package dev.bac.finance.close;

import org.jspecify.annotations.NullMarked;
