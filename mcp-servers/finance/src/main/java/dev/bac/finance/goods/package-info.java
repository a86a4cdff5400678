/** What follows in the books from goods that come, go, and are worth more or less: each once, by the stock server's ids. */
@NullMarked
package dev.bac.finance.goods;

import org.jspecify.annotations.NullMarked;
