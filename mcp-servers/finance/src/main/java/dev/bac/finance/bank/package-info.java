/** Bank statements: read, kept once, matched to payments and documents. */
@NullMarked
package dev.bac.finance.bank;

import org.jspecify.annotations.NullMarked;
