/** What becomes of credit: it settles a later document, or is paid back. */
@NullMarked
package dev.bac.finance.allocation;

import org.jspecify.annotations.NullMarked;
