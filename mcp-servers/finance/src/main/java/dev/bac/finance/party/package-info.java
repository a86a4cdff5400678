/** Customers and suppliers as finance knows them: copies of the CRM account's id and name. */
@NullMarked
package dev.bac.finance.party;

import org.jspecify.annotations.NullMarked;
