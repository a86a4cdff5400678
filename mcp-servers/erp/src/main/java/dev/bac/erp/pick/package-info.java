/** Pick lists: what somebody takes off the shelves for orders, before it leaves. */
@NullMarked
package dev.bac.erp.pick;

import org.jspecify.annotations.NullMarked;
