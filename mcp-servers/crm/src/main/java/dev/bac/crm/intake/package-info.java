/** Tables of contacts handed in as CSV. */
@NullMarked
package dev.bac.crm.intake;

import org.jspecify.annotations.NullMarked;
