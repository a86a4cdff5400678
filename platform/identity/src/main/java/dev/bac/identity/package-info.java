/** Who calls, for which tenant, and what they may do. */
@NullMarked
package dev.bac.identity;

import org.jspecify.annotations.NullMarked;
