/** Deals, their stages and the history of those stages. */
@NullMarked
package dev.bac.crm.opportunity;

import org.jspecify.annotations.NullMarked;
