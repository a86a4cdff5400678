/** Companies we do business with. */
@NullMarked
package dev.bac.crm.account;

import org.jspecify.annotations.NullMarked;
