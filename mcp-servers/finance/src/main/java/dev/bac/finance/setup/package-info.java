/** What the books are set up with: charts of accounts, accounts, taxes, cost centres and projects. */
@NullMarked
package dev.bac.finance.setup;

import org.jspecify.annotations.NullMarked;
