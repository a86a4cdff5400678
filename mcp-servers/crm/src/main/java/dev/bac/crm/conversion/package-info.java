/** Turning a lead into an account and a contact, once. */
@NullMarked
package dev.bac.crm.conversion;

import org.jspecify.annotations.NullMarked;
