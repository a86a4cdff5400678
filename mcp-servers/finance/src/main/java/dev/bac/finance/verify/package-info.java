/** What must always hold in the books, as queries. */
@NullMarked
package dev.bac.finance.verify;

import org.jspecify.annotations.NullMarked;
